using Cavra.Domain.Access;
using Cavra.Domain.Connectors;
using Cavra.Domain.Drills;

namespace Cavra.Domain.Tests.Drills;

internal static class GivenDrills
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static readonly Actor Dana = new("dana@example.com", "key-1", "cavra:keys", ["operator"]);

    public static readonly WorkspaceId Workspace = new(Guid.Parse("0190a1b2-0000-7000-8000-000000000001"));

    public static readonly Connector Webhook = AConnector("webhook");

    public static readonly Connector Siem = AConnector("siem-webhook");

    /// <summary>The production schedule of the examples, without windows and calendars.</summary>
    public static DrillScheduleTerms Terms() => new()
    {
        Environment = "production",
        IntervalDays = 30,
        Owners = ["release-governance", "platform-oncall"],
        NotificationProviders = ["webhook", "siem-webhook"],
        OwnerRoutes =
        [
            new OwnerRoute("release-governance", ["webhook"], 30, "release-director"),
            new OwnerRoute("platform-oncall", ["siem-webhook"], 15, "platform-lead"),
        ],
        RunbookRef = "runbook://go-backend/rollback",
    };

    public static DrillSchedule ASchedule(DrillScheduleTerms terms, DateTimeOffset? definedAt = null) =>
        DrillSchedule.Define(Workspace, "go_backend_production", terms, Dana, definedAt ?? Noon).Value;

    public static DrillSchedule AScheduleDueAt(DateTimeOffset dueAt) => ASchedule(Terms() with { NextDueAt = dueAt });

    public static DrillOutcome AnOutcome(DateTimeOffset executedAt) => new()
    {
        Environment = "production",
        DrillId = "drill-1",
        ExecutedAt = executedAt,
        TargetMode = "disabled",
        Status = DrillStatus.Pass,
        FallbackVerified = true,
        RecoveryMinutes = 6.5m,
        MaxRecoveryMinutes = 15m,
        RunbookRef = "runbook://go-backend/rollback",
        EvidenceRefs = ["ci://release/4711"],
    };

    public static Drill APassingDrill(DateTimeOffset executedAt, DateTimeOffset? recordedAt = null)
    {
        var drill = Drill.Record(Workspace, AnOutcome(executedAt), Dana, recordedAt ?? executedAt).Value;
        Assert.That(drill.Passed, Is.True);
        return drill;
    }

    public static Drill AFailingDrill(DateTimeOffset executedAt)
    {
        var drill = Drill.Record(Workspace, AnOutcome(executedAt) with { FallbackVerified = false }, Dana, executedAt).Value;
        Assert.That(drill.Passed, Is.False);
        return drill;
    }

    public static Connector AConnector(string name, string provider = "webhook", bool enabled = true, string? problem = null) =>
        new(name, provider, enabled, Alerts: false, Escalation: false, Fingerprint: "00", problem);
}
