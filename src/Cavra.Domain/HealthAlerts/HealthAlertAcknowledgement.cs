using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
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

    public required HealthAlertState AcknowledgementState { get; init; }

    public required string? ExternalRef { get; init; }

    public required string? Notes { get; init; }

    public required string AcknowledgedBy { get; init; }

    public required string? OnBehalfOf { get; init; }

    public required DateTimeOffset AcknowledgedAt { get; init; }

    /// <summary>Whether it answers what the alert asked.</summary>
    public bool Settles => AcknowledgementState is HealthAlertState.Acknowledged or HealthAlertState.Resolved;

    /// <summary>Whether the escalation connectors are to be alerted.</summary>
    public bool Escalates => AcknowledgementState is HealthAlertState.Escalated;

    public EvidenceFacts Evidence => new(
        WireNames.HealthAlertAcknowledgementKind, "worker-health alert", Ids.Format(Id), new Dictionary<string, object?>
        {
            ["health_id"] = Ids.Format(HealthId),
            ["plan_id"] = Ids.Format(PlanId),
            ["provider"] = Provider,
            ["providers"] = Connectors,
            ["acknowledgement_state"] = WireName.Of(AcknowledgementState),
            ["external_ref"] = ExternalRef,
            ["notes"] = Notes,
            ["on_behalf_of"] = OnBehalfOf,
        });

    /// <summary>Records an answer and applies it to every alert it is about; refused when there is none.</summary>
    /// <param name="answer">What was answered.</param>
    /// <param name="routes">The delivered alerts of that health, and of the episodes it belongs to.</param>
    /// <param name="now">The moment of answering.</param>
    public static Result<HealthAlertAcknowledgement> Record(
        HealthAlertAnswer answer, IReadOnlyCollection<HealthAlertRoute> routes, DateTimeOffset now)
    {
        var answered = routes.Where(answer.IsAbout).OrderBy(route => route.DeliveredAt).ToArray();
        if (answered.Length == 0)
        {
            return HealthAlertRefusals.NotRouted;
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
            PlanId = answered[^1].PlanId,
            Provider = answer.Connectors.ToString(),
            Connectors = [.. answered.Select(route => route.Connector).Distinct().Order(StringComparer.Ordinal)],
            AcknowledgementState = answer.State,
            ExternalRef = answer.ExternalRef,
            Notes = answer.Notes,
            AcknowledgedBy = answer.By,
            OnBehalfOf = answer.OnBehalfOf,
            AcknowledgedAt = now,
        };
    }

    private static void Apply(
        HealthAlertState state, HealthAlertRoute route, IReadOnlyCollection<HealthAlertRoute> routes, DateTimeOffset now)
    {
        switch (state)
        {
            case HealthAlertState.Acknowledged or HealthAlertState.Resolved:
                Settle(route, routes, now);
                break;
            case HealthAlertState.Dismissed:
                route.Dismiss();
                break;
            case HealthAlertState.Escalated:
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
