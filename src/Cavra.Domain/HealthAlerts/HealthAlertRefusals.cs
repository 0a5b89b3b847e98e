using Cavra.Domain.Abstractions;

namespace Cavra.Domain.HealthAlerts;

/// <summary>Why a worker-health alert is not routed or not answered.</summary>
public static class HealthAlertRefusals
{
    public static readonly Refusal UnknownConnector =
        new(RefusalKind.Impossible, "connector.unknown", "There is no connector of that name or provider.");

    public static readonly Refusal NoneConfigured =
        new(RefusalKind.Conflict, "connector.none_configured", "No connector is configured for worker-health alerts.");

    public static readonly Refusal NotRouted =
        new(RefusalKind.NotFound, "health_alert.not_routed", "This worker health was not routed to that connector.");
}
