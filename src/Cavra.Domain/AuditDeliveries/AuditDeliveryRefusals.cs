using Cavra.Domain.Abstractions;

namespace Cavra.Domain.AuditDeliveries;

public static class AuditDeliveryRefusals
{
    public static readonly Refusal NotFound =
        new(RefusalKind.NotFound, "audit_delivery.not_found", "There is no such audit delivery.");
}
