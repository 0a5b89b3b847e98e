using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Connectors;

/// <summary><c>cavra connectors test</c>: a test event through one connector.</summary>
internal static class TestConnector
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("connector") { Description = "The connector's name." };
        var retries = NumberOption.Whole("--retries", 0, 5, "Quick tries more, 0 to 5; else none.");
        var timeout = NumberOption.Fraction("--timeout-seconds", 0.1, 30, "How long one try may take, 0.1 to 30; else 10.");
        return ServerVerb.Create(
            "test", "Send a test event through a connector. Exit code 1 unless it arrives.", terminal, [name, retries, timeout],
            (parsed, server, cancellationToken) => server.PostAsync<Answer>(
                $"{WirePaths.Under(WirePaths.Connectors, parsed.GetRequiredValue(name))}/test",
                Reply.Body(("retries", parsed.GetValue(retries)), ("timeout_seconds", parsed.GetValue(timeout))),
                answer => Show(terminal, answer), cancellationToken, answer => answer.Success ? ExitCode.Fine : ExitCode.Unwell));
    }

    private static void Show(Terminal terminal, Answer answer)
    {
        var test = answer.Test;
        terminal.Say($"{test.Connector} {test.State}: {test.Outcome ?? "no outcome"}, status {test.StatusCode?.ToString() ?? "-"}. {test.TestId}");
        if (test.Error is { } error)
        {
            terminal.Say(error);
        }

        Released.Say(terminal, answer.ReleasedCount, answer.LeftToPlanCount);
    }

    private sealed record Answer(Test Test, bool Success, int ReleasedCount, int LeftToPlanCount);

    private sealed record Test(
        string TestId, string Connector, string State, string? Outcome = null, int? StatusCode = null, string? Error = null);
}
