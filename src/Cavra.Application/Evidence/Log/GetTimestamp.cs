using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using MediatR;

namespace Cavra.Application.Evidence.Log;

/// <summary>Shows the newest time-stamp of the log, and the checkpoint that it is of.</summary>
public sealed record GetTimestamp : IQuery<LogTimestampView>
{
    public static Permission Permission => Permissions.RecordsRead;
}

/// <summary>An RFC 3161 time-stamp of a checkpoint.</summary>
/// <param name="TreeSize">Entries that the checkpoint is over.</param>
/// <param name="Checkpoint">The signed checkpoint; what is stamped is its text, up to and with the newline before the empty line.</param>
/// <param name="TimestampToken">The token, a CMS message, as base64 of its DER.</param>
/// <param name="StampedAt">When the authority says that it was made.</param>
/// <param name="Authority">The subject of the certificate that signed it.</param>
/// <param name="ReceivedAt">When it was received here.</param>
public sealed record LogTimestampView(
    long TreeSize, string Checkpoint, string TimestampToken, DateTimeOffset StampedAt, string Authority, DateTimeOffset ReceivedAt)
{
    /// <summary>Version of this document.</summary>
    public string SchemaVersion { get; init; } = WireNames.LogTimestampSchema;

    /// <summary>Always CAVRA.</summary>
    public string Product { get; init; } = WireNames.Product;
}

internal sealed class GetTimestampHandler(ICavraDbContext db) : IRequestHandler<GetTimestamp, Result<LogTimestampView>>
{
    public async Task<Result<LogTimestampView>> Handle(GetTimestamp query, CancellationToken cancellationToken) =>
        await db.NewestTimestampAsync(long.MaxValue, cancellationToken) is var (timestamp, checkpoint)
            ? new LogTimestampView(
                timestamp.Size, checkpoint, Convert.ToBase64String(timestamp.Token), timestamp.StampedAt, timestamp.Authority, timestamp.ReceivedAt)
            : EvidenceRefusals.NoTimestamp;
}
