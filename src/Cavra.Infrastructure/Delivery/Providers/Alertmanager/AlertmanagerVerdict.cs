using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Delivery.Providers.Alertmanager;

/// <summary>Reads what Alertmanager answers to an alert: nothing, where it took it.</summary>
internal static class AlertmanagerVerdict
{
    public static TryOutcome Of(ReceiverAnswer answer, AlertmanagerAlert alert, AlertmanagerSettings settings) => answer.Status switch
    {
        // Alertmanager drops what is over a limit of its own, and says the same.
        200 when answer.Body.Length == 0 => settings.ConfirmTime > TimeSpan.Zero
            ? HttpVerdict.Taken(answer, DeliveryOutcome.Unconfirmed, alert.Reference)
            : HttpVerdict.Taken(answer, DeliveryOutcome.Accepted),
        >= 200 and < 300 => HttpVerdict.Lied(answer, "The answer is not one of Alertmanager: it says nothing when it takes an alert."),
        _ => HttpVerdict.OfFixedPath(answer),
    };
}
