using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Recovery;

/// <summary><c>cavra recovery playbook</c>: what to do about each connector that fails.</summary>
internal static class MakePlaybook
{
    public static Command Create(Terminal terminal)
    {
        var failures = NumberOption.Whole("--min-failures", 1, 1_000, "Open failures from which on a connector is covered, 1 to 1000; else 2.");
        var hours = NumberOption.Whole("--lookback-hours", 1, 720, "Hours within which they must have failed last, 1 to 720; else 24.");

        return ServerVerb.Create(
            "playbook", "Make a playbook of how to bring back each connector that fails, by what was seen of its failures.", terminal,
            [failures, hours],
            (parsed, server, cancellationToken) =>
            {
                var body = Reply.Body(
                    ("min_failure_count", parsed.GetValue(failures)), ("lookback_hours", parsed.GetValue(hours)));
                return server.PostAsync<Answer>(
                    WirePaths.RecoveryPlaybook, body, answer => Show(terminal, answer.Playbook), cancellationToken);
            });
    }

    private static void Show(Terminal terminal, Playbook playbook)
    {
        terminal.Say($"Playbook {playbook.PlaybookId} ({playbook.AlertLevel}): {playbook.ProviderCount} "
            + $"{(playbook.ProviderCount == 1 ? "connector" : "connectors")}, {playbook.FailureCount} open failures.");
        terminal.Table(
            ["connector", "failures", "step", "what", "for"],
            playbook.ProviderPlaybooks.SelectMany(one => one.RecoverySteps.Select(step => (object?[])
            [
                one.Connector, one.FailureCount, step.StepId, step.Text, step.FailureClasses,
            ])),
            "No connector fails that often: there is nothing to bring back.");
    }

    private sealed record Answer(Playbook Playbook);

    private sealed record Playbook(
        string PlaybookId, string AlertLevel, int ProviderCount, int FailureCount, IReadOnlyList<Failing> ProviderPlaybooks);

    private sealed record Failing(string Connector, int FailureCount, IReadOnlyList<Step> RecoverySteps);

    private sealed record Step(string StepId, string Text, IReadOnlyList<string> FailureClasses);
}
