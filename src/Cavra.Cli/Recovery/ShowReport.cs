using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Recovery;

/// <summary><c>cavra recovery report</c>: how connectors recover, and whether in time.</summary>
internal static class ShowReport
{
    public static Command Create(Terminal terminal)
    {
        var objective = NumberOption.Whole("--slo-minutes", 1, 43_200, "How long a recovery may be open, 1 to 43200; else 240.");

        return ServerVerb.Create(
            "report", "Show how live retries went and how connectors recover. Exit code 1 while a recovery is open beyond its objective.",
            terminal, [objective],
            (parsed, server, cancellationToken) => server.GetAsync<Answer>(
                parsed.GetValue(objective) is { } minutes ? $"{WirePaths.RecoveryReport}?recovery_slo_minutes={minutes}" : WirePaths.RecoveryReport,
                answer => Show(terminal, answer.Report), cancellationToken,
                answer => answer.Report.RecoverySloBreachedCount == 0 ? ExitCode.Fine : ExitCode.Unwell));
    }

    private static void Show(Terminal terminal, Report report)
    {
        terminal.Say($"{report.RecoveryOpenCount} open, {report.RecoverySloBreachedCount} of them beyond {report.RecoverySloMinutes} minutes; "
            + $"{report.RecoveryClosedCount} closed. Live retries: {report.ExecutionSuccessCount} of {report.ExecutionCount} delivered.");
        terminal.Table(
            ["connector", "state", "opened", "closed", "minutes", "late", "playbook"],
            report.RecoveryRows.Select(row => (object?[])
            [
                row.Connector, row.State, row.OpenedAt, row.ClosedAt, row.AgeMinutes, row.Breached ? "yes" : "no", row.PlaybookId,
            ]),
            "No connector has had to be brought back.");
    }

    private sealed record Answer(Report Report);

    private sealed record Report(
        int RecoverySloMinutes, int ExecutionCount, int ExecutionSuccessCount, int RecoveryOpenCount, int RecoveryClosedCount,
        int RecoverySloBreachedCount, IReadOnlyList<Row> RecoveryRows);

    private sealed record Row(
        string Connector, string PlaybookId, string State, DateTimeOffset OpenedAt, long AgeMinutes, bool Breached,
        DateTimeOffset? ClosedAt = null);
}
