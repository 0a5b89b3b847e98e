using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Drills;

/// <summary><c>cavra drills</c>: the rollback drills that were executed, and the schedules that demand them.</summary>
internal static class DrillCommands
{
    public static Command Create(Terminal terminal) => new("drills", "Executed rollback drills, and the schedules that demand them.")
    {
        List(terminal),
        RecordDrill.Create(terminal),
        Schedules(terminal),
        ShowSchedule.Create(terminal),
    };

    private static Command List(Terminal terminal) => ListVerb.Create(
        "list", "List the recorded drills, newest first.", terminal, WirePaths.Drills,
        [Filter.Text("environment", "One environment."), Filter.Flag("passed", "Passed ones only; with false failed ones only.")],
        new ListTable<Drill>(
            ["drill", "environment", "executed", "passed", "minutes", "most", "recorded by"],
            drill =>
            [
                drill.DrillId, drill.Environment, drill.ExecutedAt, drill.Passed, drill.RecoveryMinutes, drill.MaxRecoveryMinutes,
                drill.RecordedBy,
            ],
            "There is no such drill."));

    private static Command Schedules(Terminal terminal) => ListVerb.Create(
        "schedules", "List the drill schedules.", terminal, WirePaths.Schedules, [],
        new ListTable<Schedule>(
            ["schedule", "environment", "status", "every days", "next due", "owners"],
            schedule =>
            [
                schedule.ScheduleId, schedule.Environment, schedule.Status, schedule.IntervalDays, schedule.NextDueAt, schedule.Owners,
            ],
            "There is no schedule."));

    private sealed record Drill(
        string DrillId, string Environment, DateTimeOffset ExecutedAt, bool Passed, decimal RecoveryMinutes, decimal MaxRecoveryMinutes,
        string RecordedBy);

    private sealed record Schedule(
        string ScheduleId, string Status, int IntervalDays, IReadOnlyList<string> Owners, string? Environment = null,
        DateTimeOffset? NextDueAt = null);
}

/// <summary><c>cavra drills schedule</c>: how one drill schedule stands now.</summary>
internal static class ShowSchedule
{
    private const string Healthy = "healthy";

    public static Command Create(Terminal terminal)
    {
        var id = new Argument<string>("schedule") { Description = "The schedule's id." };
        return ServerVerb.Create(
            "schedule", "Show how a drill schedule stands, check by check. Exit code 1 unless it is healthy.", terminal, [id],
            (parsed, server, cancellationToken) => server.GetAsync<Report>(
                $"{WirePaths.ScheduleReport}?schedule_id={Uri.EscapeDataString(parsed.GetRequiredValue(id))}",
                report => Show(terminal, report), cancellationToken,
                report => report.AlertLevel == Healthy ? ExitCode.Fine : ExitCode.Unwell));
    }

    private static void Show(Terminal terminal, Report report)
    {
        terminal.Say($"{report.Schedule?.ScheduleId}: {report.Status}, {report.AlertLevel}.");
        if (report.Schedule is { NextDueAt: { } due } schedule)
        {
            terminal.Say($"Next due {due.ToUniversalTime():yyyy-MM-dd HH:mm:ss'Z'}, in {schedule.DaysUntilDue} days; "
                + $"owners: {string.Join(", ", schedule.Owners)}.");
        }

        terminal.Table(
            ["check", "status", "what"],
            report.Checks.Select(check => (object?[])[check.Id, check.Status, check.Message]),
            "Nothing was checked.");
    }

    private sealed record Report(string Status, string AlertLevel, IReadOnlyList<Check> Checks, Schedule? Schedule = null);

    private sealed record Check(string Id, string Status, string Message);

    private sealed record Schedule(
        string ScheduleId, IReadOnlyList<string> Owners, DateTimeOffset? NextDueAt = null, int? DaysUntilDue = null);
}
