using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using MediatR;

namespace Cavra.Application.Access;

/// <summary>Lists the workspace's API keys, newest first: what is kept of them, never a key.</summary>
public sealed record ListApiKeys(PageRequest Page) : IQuery<Page<ApiKeyView>>
{
    public static Permission Permission => Permissions.KeysManage;
}

/// <summary>What is kept of an API key, never the key.</summary>
/// <param name="KeyId">Id of the key, which is not the key.</param>
/// <param name="Name">What documents show of whoever uses the key.</param>
/// <param name="Owner">Whose key it is: all keys of one owner act for one person.</param>
/// <param name="Roles">Roles that the key grants.</param>
/// <param name="Workspace">The workspace's name.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">Who issued it, by the credential's name.</param>
/// <param name="ExpiresAt">From when it is not accepted any more; null for never.</param>
/// <param name="AllowNetworks">Networks the key may be used from, such as 10.1.0.0/16; empty for everywhere.</param>
/// <param name="RevokedAt">When it was revoked; null while it is not.</param>
/// <param name="LastUsedAt">When it was used last, to the minute; null for never.</param>
public sealed record ApiKeyView(
    KeyId KeyId, string Name, string Owner, IReadOnlyList<string> Roles, string Workspace, DateTimeOffset CreatedAt, string CreatedBy,
    DateTimeOffset? ExpiresAt, IReadOnlyList<string> AllowNetworks, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt)
{
    public static ApiKeyView Of(ApiKey key, string workspace) => new(
        key.Id, key.Name, key.Owner, key.Roles, workspace, key.CreatedAt, key.CreatedBy, key.ExpiresAt, key.AllowNetworks,
        key.RevokedAt, key.LastUsedAt);
}

internal sealed class ListApiKeysHandler(ICavraDbContext db, Call call) : IRequestHandler<ListApiKeys, Result<Page<ApiKeyView>>>
{
    public async Task<Result<Page<ApiKeyView>>> Handle(ListApiKeys query, CancellationToken cancellationToken) =>
        await db.ApiKeys.NewestFirst(key => key.Id)
            .ToPageAsync(query.Page, key => ApiKeyView.Of(key, call.Caller.WorkspaceName), view => view.KeyId.Value, "cavra.access.keys.v1", cancellationToken);
}
