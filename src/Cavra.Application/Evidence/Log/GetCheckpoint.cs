using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using MediatR;

namespace Cavra.Application.Evidence.Log;

/// <summary>Shows the newest signed checkpoint of the log, a C2SP <c>tlog-checkpoint</c>, with the cosignatures of it that are known.</summary>
public sealed record GetCheckpoint : IQuery<LogFile>
{
    public static Permission Permission => Permissions.RecordsRead;
}

internal sealed class GetCheckpointHandler(ICavraDbContext db) : IRequestHandler<GetCheckpoint, Result<LogFile>>
{
    public async Task<Result<LogFile>> Handle(GetCheckpoint query, CancellationToken cancellationToken) =>
        await db.LogCheckpoints.NewestAsync(cancellationToken) is { } checkpoint
            ? LogFile.Text(await db.CosignedAsync(checkpoint, cancellationToken))
            : EvidenceRefusals.EmptyLog;
}
