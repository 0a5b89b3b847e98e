using System.CommandLine;
using System.CommandLine.Invocation;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.WorkerHealth;

/// <summary><c>cavra health --live</c>: whether the process of a server runs, for what starts and restarts it. Needs no key.</summary>
internal static class AskLiveness
{
    /// <summary>How long an answer is waited for: whoever asks this asks again soon.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const string Live = "live";

    /// <summary>Gives the command the option by which it asks this instead of what it is for, and then no credential is looked for.</summary>
    public static Command AddTo(Command command, Terminal terminal)
    {
        var live = new Option<bool>("--live")
        {
            Description = "Ask only whether the server's process runs, for which no key is needed. Exit code 3 unless it does.",
        };
        var otherwise = (AsynchronousCommandLineAction)command.Action!;
        command.Options.Insert(0, live);
        command.SetAction((parsed, cancellationToken) => !parsed.GetValue(live) ? otherwise.InvokeAsync(parsed, cancellationToken)
            : ServerVerb.Address(parsed.GetValue<string?>(ServerVerb.ServerName), terminal) is not { } server ? Task.FromResult(ExitCode.Usage)
            : RunAsync(server, parsed.GetValue<bool>(ServerVerb.JsonName), Patience, terminal, cancellationToken));
        return command;
    }

    /// <summary>Asks one server.</summary>
    public static async Task<int> RunAsync(
        Uri server, bool asJson, TimeSpan patience, Terminal terminal, CancellationToken cancellationToken)
    {
        using var client = new ServerClient(server, credential: null, patience);
        var ending = await new ServerSession(client, terminal, asJson).GetAsync<Liveness>(
            WirePaths.Liveness, answer => terminal.Say(answer.Status), cancellationToken,
            answer => answer.Status is Live ? ExitCode.Fine : ExitCode.Unreachable);
        return ending is ExitCode.Fine ? ExitCode.Fine : ExitCode.Unreachable;
    }

    private sealed record Liveness(string Status);
}
