using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Access;

/// <summary><c>cavra keys list</c>: what is kept of the workspace's keys, never a key.</summary>
internal static class ListKeys
{
    public static Command Create(Terminal terminal) => ListVerb.Create(
        "list", "List the workspace's API keys, newest first.", terminal, WirePaths.Keys, [],
        new ListTable<Key>(
            ["key", "name", "roles", "created", "expires", "last used", "revoked"],
            key => [key.KeyId, key.Name, key.Roles, key.CreatedAt, key.ExpiresAt, key.LastUsedAt, key.RevokedAt],
            "There are no keys."));

    private sealed record Key(
        string KeyId, string Name, IReadOnlyList<string> Roles, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt = null,
        DateTimeOffset? LastUsedAt = null, DateTimeOffset? RevokedAt = null);
}
