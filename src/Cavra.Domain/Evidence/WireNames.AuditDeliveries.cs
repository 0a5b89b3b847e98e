using System.Diagnostics;
using Cavra.Domain.AuditDeliveries;

namespace Cavra.Domain.Evidence;

public static partial class WireNames
{
    public const string AuditDeliverySchema = "cavra.go-backend-pilot.rollback-drill-acknowledgement-audit-delivery-plan.v1";

    public const string AuditDeliveryKind = "go-backend-rollback-drill-acknowledgement-audit-delivery-plan";

    public const string ConnectorDeliverySchema = "cavra.connector.delivery.v1";

    public const string ConnectorDeliveryKind = "release-connector-delivery";

    public const string AttemptSchema = "cavra.connector.attempt.v1";

    public const string AttemptKind = "release-connector-attempt";

    /// <summary>That an attempt nobody asked for by hand has begun.</summary>
    public const string AttemptBegunKind = "release-connector-attempt-begun";

    public const string DestinationSchema = "cavra.go-backend-pilot.rollback-drill-acknowledgement-audit-delivery-destination.v1";

    public const string DestinationListSchema =
        "cavra.go-backend-pilot.rollback-drill-acknowledgement-audit-delivery-destinations.v1";

    /// <summary>The <c>connector_delivery_source</c>.</summary>
    public static string Of(DeliverySource source) => source switch
    {
        DeliverySource.Notification => "go_backend_rollback_drill_notification",
        DeliverySource.AcknowledgementAudit => "go_backend_rollback_drill_acknowledgement_audit",
        DeliverySource.WorkerHealthAlert => "go_backend_rollback_drill_acknowledgement_audit_worker_health_alert",
        DeliverySource.RecoveryEscalation => "go_backend_rollback_drill_acknowledgement_audit_recovery_escalation",
        _ => throw new UnreachableException(),
    };

    /// <summary>The CloudEvents type of what that source sends.</summary>
    public static string EventTypeOf(DeliverySource source) => source switch
    {
        DeliverySource.Notification => "cavra.go_backend.rollback_drill.notification",
        DeliverySource.AcknowledgementAudit => "cavra.go_backend.rollback_drill.acknowledgement_audit_delivery",
        DeliverySource.WorkerHealthAlert => "cavra.go_backend.rollback_drill.acknowledgement_audit_worker_health_alert",
        DeliverySource.RecoveryEscalation => "cavra.go_backend.rollback_drill.acknowledgement_audit_recovery_escalation",
        _ => throw new UnreachableException(),
    };

    /// <summary>Reads a <c>connector_delivery_source</c>.</summary>
    public static bool TryParse(string? text, out DeliverySource source)
    {
        foreach (var candidate in Enum.GetValues<DeliverySource>())
        {
            if (Of(candidate) == text)
            {
                source = candidate;
                return true;
            }
        }

        source = default;
        return false;
    }
}
