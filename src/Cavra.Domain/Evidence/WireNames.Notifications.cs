namespace Cavra.Domain.Evidence;

public static partial class WireNames
{
    public const string NotificationPlanSchema = "cavra.go-backend-pilot.rollback-drill-notification-plan.v1";

    public const string NotificationAcknowledgementSchema = "cavra.go-backend-pilot.rollback-drill-notification-ack.v1";

    public const string BulkAcknowledgementSchema = "cavra.go-backend-pilot.rollback-drill-bulk-acknowledgement.v1";

    public const string EscalationPlanSchema = "cavra.go-backend-pilot.rollback-drill-notification-escalation-plan.v1";

    public const string NotificationHistorySchema = "cavra.go-backend-pilot.rollback-drill-notification-history.v1";

    public const string NotificationDashboardSchema = "cavra.go-backend-pilot.rollback-drill-notification-dashboard.v1";

    public const string RoutingHistorySchema = "cavra.go-backend-pilot.rollback-drill-routing-history.v1";

    public const string SuppressionTrendSchema = "cavra.go-backend-pilot.rollback-drill-routing-suppression-trend.v1";

    public const string NotificationPlanKind = "go-backend-rollback-drill-notification-plan";

    public const string NotificationAcknowledgementKind = "go-backend-rollback-drill-notification-ack";

    public const string EscalationPlanKind = "go-backend-rollback-drill-notification-escalation-plan";

    /// <summary>CloudEvents type of a drill notification.</summary>
    public const string NotificationEventType = "cavra.go_backend.rollback_drill.notification";

    /// <summary>The <c>connector_delivery_source</c> of a drill notification.</summary>
    public const string NotificationDeliverySource = "go_backend_rollback_drill_notification";
}
