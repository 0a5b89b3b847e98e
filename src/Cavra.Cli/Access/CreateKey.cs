using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;
using Cavra.Domain.Access;
using Cavra.Infrastructure.Access;

namespace Cavra.Cli.Access;

/// <summary><c>cavra keys create</c>: issues a key and hands it out, this once.</summary>
internal static class CreateKey
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("name") { Description = "What documents show as the actor of whatever is done with the key." };
        var owner = new Option<string?>("--owner")
        {
            Description = "Whose key it is, so that a person with several keys counts as one. Else the key's name.",
            HelpName = "owner",
        };
        var roles = new Option<string[]>("--role")
        {
            Description = "What it may do; may be given several times.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        roles.AcceptOnlyFromAmong([.. Roles.Grantable]);
        var expires = new Option<string?>("--expires-at")
        {
            Description = "Instant from which it is no longer valid, ISO 8601 with offset. Else it stays valid until revoked.",
            HelpName = "instant",
        };
        var networks = new Option<string[]>("--allow-network")
        {
            Description = "Network in CIDR notation it may be used from; may be given several times. Else from anywhere.",
            HelpName = "network",
        };
        var file = new Option<string?>("--out")
        {
            Description = "File (mode 0600) to write the key to, instead of showing it. One that is there already is left alone.",
            HelpName = "file",
        };

        return ServerVerb.Create(
            "create", "Create an API key. It is shown this once and nowhere else.", terminal, [name, owner, roles, expires, networks, file],
            (parsed, server, cancellationToken) =>
            {
                if (parsed.GetValue(file) is { } path && !KeyFile.IsFree(path, terminal))
                {
                    return Task.FromResult(ExitCode.Refused);
                }

                var body = Reply.Body(
                    ("name", parsed.GetValue(name)),
                    ("owner", parsed.GetValue(owner)),
                    ("roles", parsed.GetValue(roles)),
                    ("expires_at", parsed.GetValue(expires)),
                    ("allow_networks", parsed.GetValue(networks)));
                return server.PostAsync<CreatedKey>(
                    WirePaths.Keys, body, key => Show(terminal, key, parsed.GetValue(file)), cancellationToken);
            });
    }

    private static void Show(Terminal terminal, CreatedKey key, string? file)
    {
        terminal.Say($"Key {key.KeyId} of {key.Name} in workspace {key.Workspace}: {string.Join(", ", key.Roles)}.");
        if (file is null)
        {
            terminal.Say("The key, shown this once:");
            terminal.OutputWriter.WriteLine(key.Key);
            return;
        }

        PrivateFile.Write(file, key.Key);
        terminal.Say($"The key is in {file}; only you can read it.");
    }

    private sealed record CreatedKey(string KeyId, string Name, IReadOnlyList<string> Roles, string Workspace, string Key);
}
