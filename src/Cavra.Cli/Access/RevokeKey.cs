using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Access;

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
