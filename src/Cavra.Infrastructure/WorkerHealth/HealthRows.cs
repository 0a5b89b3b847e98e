using Cavra.Application.Ports;
using Cavra.Domain.Approvals;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Connectors;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerHealth;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Infrastructure.WorkerHealth;

/// <summary>The answer of <c>HealthFacts.sql</c>, word for word.</summary>
internal sealed record HealthRows(
    DateTimeOffset OpenedAt, ScheduleRow? Schedule, long EndedRunCount, long RetryPlanCount, IReadOnlyList<RunRow> LatestRuns,
    RunRow? NewestRun, RunRow? NewestFinishedRun, IReadOnlyList<RunRow> RunningRuns, PlanRow? NewestPlan,
    IReadOnlyList<DestinationRow> OpenDestinations, IReadOnlyList<ConnectorStatus> Connectors,
    IReadOnlyList<OtherFailures> OtherFailures, IReadOnlyList<AlertRow> UnsettledAlerts,
    PolicyFact? Policy, IReadOnlyList<ApprovalRow> OpenApprovals, EvidenceStop? EvidenceStop, DateTimeOffset? UnsignedSince)
{
    public HealthFacts Facts => new()
    {
        Schedule = Schedule?.Standing ?? new ScheduleFact(new WorkerTerms(), OpenedAt, OpenedAt),
        RunCount = EndedRunCount + RunningRuns.Count,
        RetryPlanCount = RetryPlanCount,
        LatestRuns = [.. LatestRuns.Select(run => run.Fact)],
        NewestRun = NewestRun?.Fact,
        NewestFinishedRun = NewestFinishedRun?.Fact,
        RunningRuns = [.. RunningRuns.Select(run => run.Fact)],
        NewestPlan = NewestPlan?.Fact,
        OpenDestinations = [.. OpenDestinations.Select(destination => destination.Standing)],
        Connectors = Connectors,
        OtherFailures = OtherFailures,
        UnsettledAlerts = [.. UnsettledAlerts.Select(alert => alert.Alert)],
        Policy = Policy ?? PolicyFact.BuiltIn,
        OpenApprovals = [.. OpenApprovals.Select(approval => approval.Fact)],
        EvidenceStop = EvidenceStop,
        UnsignedSince = UnsignedSince,
    };
}

internal sealed record ScheduleRow(
    DateTimeOffset ChangedAt, DateTimeOffset SwitchedAt, bool Enabled, int? IntervalMinutes, string? Cron, string TimeZone,
    int GraceMinutes, int MaxRuntimeMinutes, RunMode Mode, MisfirePolicy Misfire)
{
    public ScheduleFact Standing => new(
        new WorkerTerms
        {
            Enabled = Enabled,
            IntervalMinutes = IntervalMinutes,
            Cron = Cron,
            TimeZone = TimeZone,
            GraceMinutes = GraceMinutes,
            MaxRuntimeMinutes = MaxRuntimeMinutes,
            Mode = Mode,
            Misfire = Misfire,
        },
        ChangedAt,
        SwitchedAt);
}

internal sealed record RunRow(
    Guid Id, RunState State, RunMode Mode, RunTrigger Trigger, DateTimeOffset WindowStart, DateTimeOffset StartedAt,
    DateTimeOffset? CompletedAt, int MaxRuntimeMinutes, bool Late, int SelectedRetryCount)
{
    public RunFact Fact => new()
    {
        Id = WorkerRunId.From(Id),
        State = State,
        Mode = Mode,
        Trigger = Trigger,
        WindowStart = WindowStart,
        StartedAt = StartedAt,
        CompletedAt = CompletedAt,
        MaxRuntimeMinutes = MaxRuntimeMinutes,
        Late = Late,
        SelectedRetryCount = SelectedRetryCount,
    };
}

internal sealed record PlanRow(Guid Id, DateTimeOffset GeneratedAt, int OmittedCount, RetryPolicy Policy)
{
    public PlanFact Fact => new(RetryPlanId.From(Id), GeneratedAt, OmittedCount) { Policy = Policy };
}

internal sealed record DestinationRow(
    Guid Id, Guid EventId, Guid? DeliveryId, Guid? AuditId, string Connector, string Provider, DestinationState State, int AttemptNumber,
    int FailedAttempts, DateTimeOffset OpenSince, DateTimeOffset? LastAttemptAt, DateTimeOffset? LastFailedAt,
    FailureClass? LastFailureClass, DateTimeOffset? RetryAfterUntil, string? ConnectorFingerprint, DateTimeOffset? DeferredUntil)
{
    public DestinationSummary Standing => new()
    {
        Id = DestinationId.From(Id),
        EventId = DeliveryEventId.From(EventId),
        DeliveryId = DeliveryId is { } delivery ? AuditDeliveryId.From(delivery) : null,
        AuditId = AuditId is { } audit ? AuditPackageId.From(audit) : null,
        Connector = Connector,
        Provider = Provider,
        State = State,
        AttemptNumber = AttemptNumber,
        FailedAttempts = FailedAttempts,
        OpenSince = OpenSince,
        LastAttemptAt = LastAttemptAt,
        LastFailedAt = LastFailedAt,
        LastFailureClass = LastFailureClass,
        RetryAfterUntil = RetryAfterUntil,
        ConnectorFingerprint = ConnectorFingerprint,
        DeferredUntil = DeferredUntil,
    };
}

internal sealed record ApprovalRow(
    Guid DestinationId, string Connector, ApprovalState State, ApprovalBinding Binding, DateTimeOffset RequestedAt, DateTimeOffset? ExpiresAt)
{
    public ApprovalFact Fact => new(
        Domain.AuditDeliveries.DestinationId.From(DestinationId), Connector, State, Binding, RequestedAt, ExpiresAt);
}

internal sealed record AlertRow(Guid HealthId, string Connector, DateTimeOffset UnacknowledgedSince, int AcknowledgementMinutes)
{
    public UnsettledAlert Alert => new(
        Domain.WorkerHealth.HealthId.From(HealthId), Connector, UnacknowledgedSince, AcknowledgementMinutes);
}
