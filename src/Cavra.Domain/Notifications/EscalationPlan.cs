using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.Notifications;

/// <summary>Which notified routes nobody settled in time at one instant, and who is next for each; never changed.</summary>
public sealed class EscalationPlan : IEvidenced
{
    /// <summary>The most routes one plan names; the rest is counted.</summary>
    public const int MaxRoutes = 1_000;

    private EscalationPlan()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required EscalationPlanId Id { get; init; }

    public required DateTimeOffset GeneratedAt { get; init; }

    public required string GeneratedBy { get; init; }

    public required string GeneratedBySubject { get; init; }

    /// <summary>Minutes by the policy of the call; null when it stated none.</summary>
    public required int? PolicyMinutes { get; init; }

    /// <summary>Critical when a route is breached, a warning when one still awaits its answer, else healthy.</summary>
    public required AlertLevel AlertLevel { get; init; }

    /// <summary>Routes that await an answer, the breached ones included.</summary>
    public required int OutstandingCount { get; init; }

    public required int BreachedCount { get; init; }

    /// <summary>Breached routes that are not among <see cref="Routes"/>.</summary>
    public required int OmittedCount { get; init; }

    /// <summary>The breached routes, longest breached first.</summary>
    public required IReadOnlyList<BreachedRoute> Routes { get; init; }

    /// <summary>Who is next, each once.</summary>
    public IReadOnlyList<string> EscalationOwners =>
        [.. Routes.Select(route => route.EscalationOwner).OfType<string>().Distinct()];

    public EvidenceFacts Evidence =>
        new(WireNames.EscalationPlanKind, "escalation plan", Id.ToString(), new Dictionary<string, object?>
        {
            ["escalation_plan_id"] = Id.ToString(),
            ["alert_level"] = WireName.Of(AlertLevel),
            ["outstanding_count"] = OutstandingCount,
            ["breached_count"] = BreachedCount,
            ["omitted_count"] = OmittedCount,
            ["escalation_owners"] = EscalationOwners,
            ["providers"] = Routes.Select(route => route.Connector).Distinct().ToList(),
            ["schedule_ids"] = Routes.Select(route => route.ScheduleId).Distinct().ToList(),
        });

    /// <param name="workspace">The workspace whose routes these are.</param>
    /// <param name="routes">Its routes; those that await no answer are left out of account.</param>
    /// <param name="policyMinutes">Minutes by the policy of the call, for routes without a rule of their own.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="now">The instant decided for.</param>
    public static EscalationPlan Decide(
        WorkspaceId workspace, IReadOnlyCollection<NotificationRoute> routes, int? policyMinutes, Actor by, DateTimeOffset now)
    {
        var outstanding = routes.Where(route => route.IsOutstanding).ToList();
        var breached = outstanding
            .Where(route => route.IsBreached(policyMinutes, now))
            .OrderBy(route => route.AnswerDueAt(policyMinutes))
            .ThenBy(route => route.Id.Value)
            .ToList();

        return new EscalationPlan
        {
            WorkspaceId = workspace,
            Id = Ids.New<EscalationPlanId>(now),
            GeneratedAt = now,
            GeneratedBy = by.Display,
            GeneratedBySubject = by.Subject,
            PolicyMinutes = policyMinutes,
            AlertLevel = LevelOf(outstanding.Count, breached.Count),
            OutstandingCount = outstanding.Count,
            BreachedCount = breached.Count,
            OmittedCount = Math.Max(0, breached.Count - MaxRoutes),
            Routes = [.. breached.Take(MaxRoutes).Select(route => BreachedRoute.Of(route, policyMinutes, now))],
        };
    }

    private static AlertLevel LevelOf(int outstanding, int breached)
    {
        if (breached > 0)
        {
            return AlertLevel.Critical;
        }

        return outstanding > 0 ? AlertLevel.Warning : AlertLevel.Healthy;
    }
}

/// <summary>Identifies an escalation plan.</summary>
public readonly record struct EscalationPlanId(Guid Value) : IId<EscalationPlanId>
{
    public static string Prefix => "gordesc";

    public static EscalationPlanId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
