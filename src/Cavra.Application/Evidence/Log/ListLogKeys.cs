using Cavra.Application.Access;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Evidence.Log;

/// <summary>Lists the keys that checkpoints of the workspace's log were ever signed with, the newest first.</summary>
public sealed record ListLogKeys : IQuery<LogKeyList>
{
    public static Permission Permission => Permissions.RecordsRead;
}

/// <summary>The keys that a log is signed with.</summary>
/// <param name="Origin">What the log is called in its checkpoints.</param>
/// <param name="Items">The keys.</param>
public sealed record LogKeyList(string Origin, IReadOnlyList<LogKeyView> Items)
{
    /// <summary>Version of this document.</summary>
    public string SchemaVersion { get; init; } = WireNames.LogKeyListSchema;

    /// <summary>Always CAVRA.</summary>
    public string Product { get; init; } = WireNames.Product;
}

/// <summary>A key that the log is signed with.</summary>
/// <param name="VerifierKey">The public key as a C2SP <c>signed-note</c> verifier key.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="SignsUntil">Until when it signs beside its successor; null while it has none.</param>
public sealed record LogKeyView(string VerifierKey, DateTimeOffset CreatedAt, DateTimeOffset? SignsUntil)
{
    internal static LogKeyView Of(LogKey key, string origin) =>
        new(Domain.Evidence.Log.VerifierKey.OfEd25519(origin, key.PublicKey).ToString(), key.CreatedAt, key.SignsUntil);
}

internal sealed class ListLogKeysHandler(ICavraDbContext db, ILogKeys logKeys, Call call)
    : IRequestHandler<ListLogKeys, Result<LogKeyList>>
{
    public async Task<Result<LogKeyList>> Handle(ListLogKeys query, CancellationToken cancellationToken)
    {
        var origin = LogOrigin.Of(await logKeys.InstanceAsync(cancellationToken), call.Caller.WorkspaceName);
        var keys = await db.LogKeys.AsNoTracking().OrderByDescending(key => key.CreatedAt).ToListAsync(cancellationToken);

        return new LogKeyList(origin, [.. keys.Select(key => LogKeyView.Of(key, origin))]);
    }
}
