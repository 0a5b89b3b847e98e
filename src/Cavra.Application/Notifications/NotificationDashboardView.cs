using Cavra.Application.Evidence;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;
using Cavra.Domain.Notifications;

namespace Cavra.Application.Notifications;

/// <summary>What is open now.</summary>
/// <param name="Outstanding">Notified routes that nobody has settled.</param>
/// <param name="IsBreached">Whether one of them is older than its minutes.</param>
/// <param name="Destinations">Destinations of audit deliveries that failed or are held.</param>
/// <param name="Retryable">Those of them that failed and may be tried again now.</param>
internal sealed record OpenLoops(int Outstanding, bool IsBreached, int Destinations, long Retryable);

/// <summary>The numbers of the loop. Counts are of everything that ever happened unless their name says what is open.</summary>
public sealed record NotificationDashboardView
{
    public string SchemaVersion { get; init; } = WireNames.NotificationDashboardSchema;

    public string Product { get; init; } = WireNames.Product;

    public required DateTimeOffset GeneratedAt { get; init; }

    /// <summary>Critical when a route is breached or an audit delivery is open, a warning when a route awaits its answer.</summary>
    public required AlertLevel AlertLevel { get; init; }

    public required long PlanCount { get; init; }

    /// <summary>Rounds of attempts for whatever purpose.</summary>
    public required long DeliveryCount { get; init; }

    public required long NotificationDeliveryCount { get; init; }

    /// <summary>Rounds, for whatever purpose, that a connector did not take.</summary>
    public required long FailedDeliveryCount { get; init; }

    public required long AcknowledgementCount { get; init; }

    public required int OutstandingAcknowledgementCount { get; init; }

    /// <summary>The oldest of them.</summary>
    public required IReadOnlyList<OutstandingAcknowledgementView> OutstandingAcknowledgements { get; init; }

    public required IReadOnlyList<MetadataItem> Latest { get; init; }

    public required long AcknowledgementAuditPackageCount { get; init; }

    public required long FailedAcknowledgementAuditDeliveryCount { get; init; }

    public required long AcknowledgementAuditDeliveryPlanCount { get; init; }

    public required long AcknowledgementAuditDeliveryCount { get; init; }

    public required long AcknowledgementAuditDeliverySuccessCount { get; init; }

    /// <summary>0 to 1; null while nothing was delivered.</summary>
    public required double? AcknowledgementAuditDeliverySuccessRate { get; init; }

    public required IReadOnlyList<string> AcknowledgementAuditDeliveryProviders { get; init; }

    /// <summary>Critical while an audit delivery is open.</summary>
    public required AlertLevel AcknowledgementAuditDeliveryHealth { get; init; }

    public required long AcknowledgementAuditDeliveryRetryPlanCount { get; init; }

    /// <summary>Destinations of audit deliveries whose next action is a retry, as worker health counts them.</summary>
    public required long AcknowledgementAuditDeliveryRetryableCount { get; init; }

    public required long AcknowledgementAuditDeliveryRetryAckCount { get; init; }

    public long AcknowledgementAuditDeliveryRetryExecutionApprovalPlanCount { get; init; }

    public long AcknowledgementAuditDeliveryRetryExecutionApprovalDecisionCount { get; init; }

    public long AcknowledgementAuditDeliveryRetryExecutionApprovedCount { get; init; }

    public long AcknowledgementAuditDeliveryRetryExecutionRecordCount { get; init; }

    public long AcknowledgementAuditDeliveryRetryExecutionSuccessCount { get; init; }

    public long AcknowledgementAuditDeliveryRetryExecutionFailedCount { get; init; }

    public long AcknowledgementAuditDeliveryConnectorRecoveryPlaybookCount { get; init; }

    public long AcknowledgementAuditDeliveryConnectorRecoveryClosureCount { get; init; }

    public long AcknowledgementAuditDeliveryConnectorRecoveryClosedCount { get; init; }

    public long AcknowledgementAuditDeliveryRecoveryEscalationPlanCount { get; init; }

    public required long AcknowledgementAuditDeliveryWorkerRunCount { get; init; }

    public required long AcknowledgementAuditDeliveryWorkerDryRunCount { get; init; }

    /// <summary>Live runs that have ended.</summary>
    public required long AcknowledgementAuditDeliveryWorkerExecutedCount { get; init; }

    public required long AcknowledgementAuditDeliveryWorkerHealthAlertCount { get; init; }

    public required long AcknowledgementAuditDeliveryWorkerHealthAlertAckCount { get; init; }

    internal static NotificationDashboardView Of(
        EvidenceCounts tallies, OpenLoops open, IReadOnlyList<OutstandingAcknowledgementView> outstanding,
        IReadOnlyList<MetadataItem> latest, DateTimeOffset now)
    {
        const DeliverySource Audit = DeliverySource.AcknowledgementAudit;
        var (delivered, failed) = (tallies.Deliveries(Audit, success: true), tallies.Deliveries(Audit, success: false));
        var sources = Enum.GetValues<DeliverySource>();
        return new NotificationDashboardView
        {
            GeneratedAt = now,
            AlertLevel = LevelOf(open),
            PlanCount = tallies.Entries(WireNames.NotificationPlanKind),
            DeliveryCount = sources.Sum(tallies.Deliveries),
            NotificationDeliveryCount = tallies.Deliveries(DeliverySource.Notification),
            FailedDeliveryCount = sources.Sum(source => tallies.Deliveries(source, success: false)),
            AcknowledgementCount = tallies.Entries(WireNames.NotificationAcknowledgementKind),
            OutstandingAcknowledgementCount = open.Outstanding,
            OutstandingAcknowledgements = outstanding,
            Latest = latest,
            AcknowledgementAuditPackageCount = tallies.Entries(WireNames.AuditPackageKind),
            FailedAcknowledgementAuditDeliveryCount = failed,
            AcknowledgementAuditDeliveryPlanCount = tallies.Entries(WireNames.AuditDeliveryKind),
            AcknowledgementAuditDeliveryCount = delivered + failed,
            AcknowledgementAuditDeliverySuccessCount = delivered,
            AcknowledgementAuditDeliverySuccessRate =
                delivered + failed == 0 ? null : Math.Round((double)delivered / (delivered + failed), 4),
            AcknowledgementAuditDeliveryProviders = tallies.Connectors(Audit),
            AcknowledgementAuditDeliveryHealth = open.Destinations > 0 ? AlertLevel.Critical : AlertLevel.Healthy,
            AcknowledgementAuditDeliveryRetryPlanCount = tallies.Entries(WireNames.RetryPlanKind),
            AcknowledgementAuditDeliveryRetryableCount = open.Retryable,
            AcknowledgementAuditDeliveryRetryAckCount = tallies.Entries(WireNames.RetryAcknowledgementKind),
            AcknowledgementAuditDeliveryWorkerRunCount = tallies.EndedRuns(dryRun: true) + tallies.EndedRuns(dryRun: false),
            AcknowledgementAuditDeliveryWorkerDryRunCount = tallies.EndedRuns(dryRun: true),
            AcknowledgementAuditDeliveryWorkerExecutedCount = tallies.EndedRuns(dryRun: false),
            AcknowledgementAuditDeliveryWorkerHealthAlertCount = tallies.Entries(WireNames.HealthAlertPlanKind),
            AcknowledgementAuditDeliveryWorkerHealthAlertAckCount = tallies.Entries(WireNames.HealthAlertAcknowledgementKind),
        };
    }

    private static AlertLevel LevelOf(OpenLoops open)
    {
        if (open.IsBreached || open.Destinations > 0)
        {
            return AlertLevel.Critical;
        }

        return open.Outstanding > 0 ? AlertLevel.Warning : AlertLevel.Healthy;
    }
}

/// <summary>A notified route that nobody has settled yet.</summary>
public sealed record OutstandingAcknowledgementView(
    NotificationRouteId RouteId, NotificationPlanId PlanId, string ScheduleId, string Connector, string Provider,
    string Owner, string? EscalationOwner, AcknowledgementState? AcknowledgementState, int AcknowledgementMinutes, long AgeMinutes, bool Breached)
{
    public static OutstandingAcknowledgementView Of(NotificationRoute route, DateTimeOffset now) => new(
        route.Id, route.PlanId, route.ScheduleId, route.Connector, route.Provider ?? route.Connector, route.Owner, route.EscalationOwner,
        route.AcknowledgementState,
        route.AcknowledgementMinutes, (now - route.CreatedAt).Ticks / TimeSpan.TicksPerMinute,
        route.IsBreached(policyMinutes: null, now));
}
