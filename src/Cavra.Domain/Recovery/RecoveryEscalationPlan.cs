using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.Recovery;

/// <summary>Why the recovery of a connector is escalated.</summary>
public enum EscalationReason
{
    /// <summary>It has been open for longer than the objective.</summary>
    Breached,

    /// <summary>Its connector still has open failures.</summary>
    Failing,
}

/// <summary>A recovery that is escalated, and where to.</summary>
/// <param name="Connector">Name of the connector that does not recover.</param>
/// <param name="Provider">Its vendor.</param>
/// <param name="PlaybookId">Id of the playbook that covers it.</param>
/// <param name="Reason">Why it is escalated.</param>
/// <param name="AgeMinutes">Whole minutes that it has been open.</param>
/// <param name="EscalationConnectors">The connectors marked for escalation, which stand for its owner.</param>
public sealed record RecoveryRoute(
    string Connector, string Provider, RecoveryPlaybookId PlaybookId, EscalationReason Reason, long AgeMinutes,
    IReadOnlyList<string> EscalationConnectors);

/// <summary>Which recoveries need somebody else's attention at one instant; never changed.</summary>
public sealed class RecoveryEscalationPlan : IEvidenced
{
    private RecoveryEscalationPlan()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required RecoveryEscalationPlanId Id { get; init; }

    public required DateTimeOffset GeneratedAt { get; init; }

    /// <summary>Who asked, as documents show it.</summary>
    public required string GeneratedBy { get; init; }

    public string? OnBehalfOf { get; init; }

    public required int RecoverySloMinutes { get; init; }

    /// <summary>Recoveries that are open, the escalated ones included.</summary>
    public required int OpenCount { get; init; }

    /// <summary>The breached ones first, each oldest first.</summary>
    public required IReadOnlyList<RecoveryRoute> Routes { get; init; }

    public int BreachedCount => Routes.Count(route => route.Reason is EscalationReason.Breached);

    public int FailingCount => Routes.Count - BreachedCount;

    /// <summary>Critical when one is breached, a warning when one fails, else healthy.</summary>
    public AlertLevel AlertLevel =>
        BreachedCount > 0 ? AlertLevel.Critical : Routes.Count > 0 ? AlertLevel.Warning : AlertLevel.Healthy;

    public EvidenceFacts Evidence => new(
        WireNames.RecoveryEscalationPlanKind, "recovery escalation plan", Id.ToString(), new Dictionary<string, object?>
        {
            ["recovery_escalation_plan_id"] = Id.ToString(),
            ["alert_level"] = WireName.Of(AlertLevel),
            ["recovery_slo_minutes"] = RecoverySloMinutes,
            ["recovery_open_count"] = OpenCount,
            ["route_count"] = Routes.Count,
            ["breached_count"] = BreachedCount,
            ["failing_count"] = FailingCount,
            ["providers"] = Routes.Select(route => route.Connector).ToArray(),
            ["on_behalf_of"] = OnBehalfOf,
        });

    /// <param name="workspace">Whose recoveries these are.</param>
    /// <param name="recoveries">Its recoveries; those that are not open are left out of account.</param>
    /// <param name="failing">Names of the connectors that have open failures now.</param>
    /// <param name="escalation">Names of the connectors that take escalations.</param>
    /// <param name="objectiveMinutes">How long a recovery may be open.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="onBehalfOf">Whom the caller says to act for; null for nobody.</param>
    /// <param name="now">The instant decided for.</param>
    public static RecoveryEscalationPlan Decide(
        WorkspaceId workspace, IEnumerable<ConnectorRecovery> recoveries, IReadOnlySet<string> failing, IReadOnlyList<string> escalation,
        int objectiveMinutes, Actor by, string? onBehalfOf, DateTimeOffset now)
    {
        var open = recoveries.Where(recovery => recovery.IsOpen).ToList();
        return new RecoveryEscalationPlan
        {
            WorkspaceId = workspace,
            Id = Ids.New<RecoveryEscalationPlanId>(now),
            GeneratedAt = now,
            GeneratedBy = by.Display,
            OnBehalfOf = onBehalfOf,
            RecoverySloMinutes = objectiveMinutes,
            OpenCount = open.Count,
            Routes =
            [
                .. open.Select(recovery => (recovery, reason: ReasonOf(recovery, failing, objectiveMinutes, now)))
                    .Where(judged => judged.reason is not null)
                    .OrderBy(judged => judged.reason).ThenBy(judged => judged.recovery.OpenedAt)
                    .ThenBy(judged => judged.recovery.Connector, StringComparer.Ordinal)
                    .Select(judged => new RecoveryRoute(
                        judged.recovery.Connector, judged.recovery.Provider, judged.recovery.PlaybookId, judged.reason!.Value,
                        judged.recovery.AgeMinutes(now), escalation)),
            ],
        };
    }

    private static EscalationReason? ReasonOf(
        ConnectorRecovery recovery, IReadOnlySet<string> failing, int objectiveMinutes, DateTimeOffset now) =>
        recovery.IsBreached(objectiveMinutes, now) ? EscalationReason.Breached
        : failing.Contains(recovery.Connector) ? EscalationReason.Failing
        : null;
}

/// <summary>Names one recovery escalation plan.</summary>
public readonly record struct RecoveryEscalationPlanId(Guid Value) : IId<RecoveryEscalationPlanId>
{
    public static string Prefix => "gordackrecoveryesc";

    public static RecoveryEscalationPlanId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
