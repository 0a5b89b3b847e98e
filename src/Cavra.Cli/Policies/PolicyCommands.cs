using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Policies;

/// <summary><c>cavra policy</c>: what the workspace demands before a live retry, and how retries wait.</summary>
internal static class PolicyCommands
{
    public static Command Create(Terminal terminal) => new("policy", "The workspace's policy: show it, change it, see what a change would do.")
    {
        Show(terminal),
        SetPolicy.Create(terminal),
        PreviewPolicy.Create(terminal),
    };

    private static Command Show(Terminal terminal) => ServerVerb.Create(
        "show", "Show the policy in force. With --json it can be edited and set again.", terminal, [],
        (_, server, cancellationToken) => server.GetAsync<PolicyView>(WirePaths.Policy, policy => policy.Print(terminal), cancellationToken));
}
