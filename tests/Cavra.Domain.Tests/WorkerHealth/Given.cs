using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerHealth;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Domain.Tests.WorkerHealth;

/// <summary>States of a workspace at noon: a default schedule that changed at noon, and nothing wrong.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static readonly WorkspaceId Workspace = Ids.New<WorkspaceId>(Noon);

    public static readonly RetryPlanId PlanId = Ids.New<RetryPlanId>(Noon);

    public static readonly HealthSnapshot AFreshInstall = With(new WorkerTerms());

    public static readonly OpenDestination AWaitingDestination = new()
    {
        DestinationId = Ids.New<DestinationId>(Noon),
        DeliveryId = Ids.New<AuditDeliveryId>(Noon),
        AuditId = Ids.New<AuditPackageId>(Noon),
        Connector = "siem",
        Provider = "splunk",
        Failed = true,
        OpenSince = Noon,
        Action = RetryAction.Wait,
        Reason = RetryReason.BackingOff,
    };

    public static readonly OpenDestination AHeldDestination =
        AWaitingDestination with { Failed = false, Reason = RetryReason.ConnectorPaused };

    public static readonly RunFact ARun = new()
    {
        Id = Ids.New<WorkerRunId>(Noon),
        State = RunState.Succeeded,
        Mode = RunMode.DryRun,
        Trigger = RunTrigger.Schedule,
        WindowStart = Noon,
        StartedAt = Noon.AddMinutes(1),
        CompletedAt = Noon.AddMinutes(2),
        MaxRuntimeMinutes = 15,
        SelectedRetryCount = 3,
    };

    public static HealthSnapshot With(WorkerTerms terms)
    {
        var schedule = WorkerSchedule.Default(Workspace, Noon);
        Assert.That(schedule.Redefine(terms, "dana", Noon), Is.EqualTo(Result.Done));
        return new HealthSnapshot
        {
            WorkspaceId = Workspace,
            Schedule = schedule.Standing,
            Windows = new IntervalWindows(terms.IntervalMinutes!.Value),
            NewestPlan = new PlanFact(PlanId, Noon, OmittedCount: 0),
        };
    }

    public static HealthSnapshot Open(params OpenDestination[] destinations) =>
        AFreshInstall with { OpenDestinations = destinations };

    public static HealthFinding? Find(this WorkerHealthReport report, HealthCategory category) =>
        report.Findings.SingleOrDefault(finding => finding.Category == category);
}
