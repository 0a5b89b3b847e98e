using Cavra.Domain.Abstractions;

namespace Cavra.Domain.HealthAlerts;

/// <summary>Why a worker-health alert is not answered.</summary>
public static class HealthAlertRefusals
{
    public static readonly Refusal NotRouted =
        new(RefusalKind.NotFound, "health_alert.not_routed", "This worker health was not routed to that connector.");
}
