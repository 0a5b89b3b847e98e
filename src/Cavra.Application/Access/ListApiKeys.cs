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

public sealed record ApiKeyView(
    KeyId KeyId, string Name, IReadOnlyList<string> Roles, string Workspace, DateTimeOffset CreatedAt, string CreatedBy,
    DateTimeOffset? ExpiresAt, IReadOnlyList<string> AllowNetworks, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt)
{
    public static ApiKeyView Of(ApiKey key, string workspace) => new(
        key.Id, key.Name, key.Roles, workspace, key.CreatedAt, key.CreatedBy, key.ExpiresAt, key.AllowNetworks, key.RevokedAt,
        key.LastUsedAt);
}

internal sealed class ListApiKeysHandler(ICavraDbContext db, Call call) : IRequestHandler<ListApiKeys, Result<Page<ApiKeyView>>>
{
    public async Task<Result<Page<ApiKeyView>>> Handle(ListApiKeys query, CancellationToken cancellationToken) =>
        await db.ApiKeys.NewestFirst(key => key.Id)
            .ToPageAsync(query.Page, key => ApiKeyView.Of(key, call.Caller.WorkspaceName), view => view.KeyId.Value, "cavra.access.keys.v1", cancellationToken);
}
