using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Access;

/// <summary><c>cavra keys</c>: who may call the API.</summary>
internal static class KeyCommands
{
    public static Command Create(Terminal terminal) => new("keys", "Create, list and revoke API keys (role: admin), and recover a lost administrator's.")
    {
        CreateKey.Create(terminal),
        ListKeys.Create(terminal),
        RevokeKey.Create(terminal),
        RecoverKey.Create(terminal),
    };
}

/// <summary><c>cavra keys list</c>: what is kept of the workspace's keys, never a key.</summary>
internal static class ListKeys
{
    public static Command Create(Terminal terminal) => ListVerb.Create(
        "list", "List the workspace's API keys, newest first.", terminal, WirePaths.Keys, [],
        new ListTable<Key>(
            ["key", "name", "owner", "roles", "created", "expires", "last used", "revoked"],
            key => [key.KeyId, key.Name, key.Owner, key.Roles, key.CreatedAt, key.ExpiresAt, key.LastUsedAt, key.RevokedAt],
            "There are no keys."));

    private sealed record Key(
        string KeyId, string Name, string Owner, IReadOnlyList<string> Roles, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt = null,
        DateTimeOffset? LastUsedAt = null, DateTimeOffset? RevokedAt = null);
}

/// <summary><c>cavra keys revoke</c>: ends a key.</summary>
internal static class RevokeKey
{
    public static Command Create(Terminal terminal)
    {
        var id = new Argument<string>("key-id") { Description = "The key's id, as cavra keys list shows it." };
        return ServerVerb.Create(
            "revoke", "Revoke an API key: at once, and within 5 seconds on every replica.", terminal, [id],
            (parsed, server, cancellationToken) => server.PostAsync<Revoked>(
                WirePaths.RevokeKey(parsed.GetRequiredValue(id)), Reply.Body(),
                revoked => terminal.Say($"Key {revoked.ApiKey.KeyId} of {revoked.ApiKey.Name} is revoked."), cancellationToken));
    }

    private sealed record Revoked(RevokedKey ApiKey);

    private sealed record RevokedKey(string KeyId, string Name);
}
