using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Access;

/// <summary><c>cavra keys list</c>: what is kept of the workspace's keys, never a key.</summary>
internal static class ListKeys
{
    public static Command Create(Terminal terminal)
    {
        var paging = new PagingOptions();
        return ServerVerb.Create(
            "list", "List the workspace's API keys, newest first.", terminal, paging.All,
            (parsed, server, cancellationToken) => server.GetAsync<ListPage<Key>>(
                WirePaths.Keys + paging.Query(parsed), keys => Show(terminal, keys), cancellationToken));
    }

    private static void Show(Terminal terminal, ListPage<Key> keys)
    {
        terminal.Table(
            ["key", "name", "roles", "created", "expires", "last used", "revoked"],
            keys.Items.Select(key => (object?[])
                [key.KeyId, key.Name, key.Roles, key.CreatedAt, key.ExpiresAt, key.LastUsedAt, key.RevokedAt]),
            "There are no keys.");
        keys.SayWhatIsMissing(terminal);
    }

    private sealed record Key(
        string KeyId, string Name, IReadOnlyList<string> Roles, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt = null,
        DateTimeOffset? LastUsedAt = null, DateTimeOffset? RevokedAt = null);
}
