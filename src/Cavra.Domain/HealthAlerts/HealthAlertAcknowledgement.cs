using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;
using Cavra.Domain.Notifications;
using Cavra.Domain.WorkerHealth;

namespace Cavra.Domain.HealthAlerts;

/// <summary>The recorded answer to a worker-health alert; a later one is added, none is overwritten.</summary>
public sealed class HealthAlertAcknowledgement : IEvidenced
{
    private HealthAlertAcknowledgement()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required HealthAlertAcknowledgementId Id { get; init; }

    public required HealthId HealthId { get; init; }

    /// <summary>The newest plan that routed what it answers.</summary>
    public required HealthAlertPlanId PlanId { get; init; }

    /// <summary>The connector or provider it was given for, as the caller named it.</summary>
    public required string Provider { get; init; }

    /// <summary>The connectors it applies to, in ordinal order.</summary>
    public required IReadOnlyList<string> Connectors { get; init; }

    /// <summary>Those of the connectors that had not taken the alert when it was answered, in ordinal order.</summary>
    public IReadOnlyList<string> Undelivered { get; init; } = [];

    public required AcknowledgementState AcknowledgementState { get; init; }

    public required string? ExternalRef { get; init; }

    public required string? Notes { get; init; }

    public required string AcknowledgedBy { get; init; }

    public required string? OnBehalfOf { get; init; }

    public required DateTimeOffset AcknowledgedAt { get; init; }

    /// <summary>Whether it answers what the alert asked.</summary>
    public bool Settles => AcknowledgementState is AcknowledgementState.Acknowledged or AcknowledgementState.Resolved;

    /// <summary>Whether the escalation connectors are to be alerted.</summary>
    public bool Escalates => AcknowledgementState is AcknowledgementState.Escalated;

    public EvidenceFacts Evidence => new(
        WireNames.HealthAlertAcknowledgementKind, "worker-health alert", Ids.Format(Id), new Dictionary<string, object?>
        {
            ["health_id"] = Ids.Format(HealthId),
            ["plan_id"] = Ids.Format(PlanId),
            ["provider"] = Provider,
            ["providers"] = Connectors,
            ["undelivered_providers"] = Undelivered,
            ["acknowledgement_state"] = WireName.Of(AcknowledgementState),
            ["external_ref"] = ExternalRef,
            ["notes"] = Notes,
            ["on_behalf_of"] = OnBehalfOf,
        });

    /// <summary>Records an answer and applies it to every alert it is about; refused when there is none, or a vendor's several connectors have it.</summary>
    /// <param name="answer">What was answered.</param>
    /// <param name="routes">The delivered alerts of that health, and of the episodes it belongs to.</param>
    /// <param name="plans">The plans that routed that health, newest first: a person may have seen an alert that never arrived.</param>
    /// <param name="now">The moment of answering.</param>
    public static Result<HealthAlertAcknowledgement> Record(
        HealthAlertAnswer answer, IReadOnlyCollection<HealthAlertRoute> routes, IReadOnlyCollection<RoutedHealth> plans, DateTimeOffset now)
    {
        var answered = routes.Where(answer.IsAbout).OrderBy(route => route.DeliveredAt).ToArray();
        var taken = answered.Select(route => route.Connector).ToHashSet();
        var undelivered = plans.Where(plan => answer.PlanId is null || plan.PlanId == answer.PlanId)
            .SelectMany(plan => plan.Connectors.Select(connector => (plan.PlanId, Connector: connector)))
            .Where(routed => answer.Connectors.Includes(routed.Connector) && !taken.Contains(routed.Connector))
            .DistinctBy(routed => routed.Connector).ToArray();
        if (answered.Length + undelivered.Length == 0)
        {
            return HealthAlertRefusals.NotRouted;
        }

        if (answer.Connectors.NamesVendorOf(taken.Concat(undelivered.Select(routed => routed.Connector))))
        {
            return ConnectorRefusals.Ambiguous;
        }

        foreach (var route in answered)
        {
            Apply(answer.State, route, routes, now);
        }

        return new HealthAlertAcknowledgement
        {
            WorkspaceId = answer.WorkspaceId,
            Id = Ids.New<HealthAlertAcknowledgementId>(now),
            HealthId = answer.HealthId,
            PlanId = answered.Length > 0 ? answered[^1].PlanId : undelivered[0].PlanId,
            Provider = answer.Connectors.ToString(),
            Connectors = [.. taken.Concat(undelivered.Select(routed => routed.Connector)).Order(StringComparer.Ordinal)],
            Undelivered = [.. undelivered.Select(routed => routed.Connector).Order(StringComparer.Ordinal)],
            AcknowledgementState = answer.State,
            ExternalRef = answer.ExternalRef,
            Notes = answer.Notes,
            AcknowledgedBy = answer.By,
            OnBehalfOf = answer.OnBehalfOf,
            AcknowledgedAt = now,
        };
    }

    /// <summary>Applies it to an alert that a connector took only after it was answered: what was settled stays settled.</summary>
    public void ApplyTo(HealthAlertRoute late, DateTimeOffset now)
    {
        if (Undelivered.Contains(late.Connector) && late.HealthId == HealthId)
        {
            Apply(AcknowledgementState, late, [], now);
        }
    }

    private static void Apply(
        AcknowledgementState state, HealthAlertRoute route, IReadOnlyCollection<HealthAlertRoute> routes, DateTimeOffset now)
    {
        switch (state)
        {
            case AcknowledgementState.Acknowledged or AcknowledgementState.Resolved:
                Settle(route, routes, now);
                break;
            case AcknowledgementState.Dismissed:
                route.Dismiss();
                break;
            case AcknowledgementState.Escalated:
                route.Escalate(now);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(state));
        }
    }

    /// <summary>Settles the alert and those it carried on.</summary>
    private static void Settle(HealthAlertRoute route, IEnumerable<HealthAlertRoute> routes, DateTimeOffset now)
    {
        foreach (var earlier in routes.Where(route.CarriesOn))
        {
            earlier.Settle(now);
        }

        route.Settle(now);
    }
}

/// <summary>That a plan routed a worker health, whatever came of it.</summary>
/// <param name="PlanId">The plan.</param>
/// <param name="Connectors">Names of the connectors it selected.</param>
public sealed record RoutedHealth(HealthAlertPlanId PlanId, IReadOnlyList<string> Connectors);

/// <summary>Names one answer to a worker-health alert.</summary>
public readonly record struct HealthAlertAcknowledgementId(Guid Value) : IId<HealthAlertAcknowledgementId>
{
    public static string Prefix => "gordackhealthack";

    public static HealthAlertAcknowledgementId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
