using System.Text.RegularExpressions;
using Cavra.Domain.Abstractions;

namespace Cavra.Api.Access;

/// <summary>The names under which the console's configuration tells paths: each operation's own, and those that older consoles look up.</summary>
internal static partial class EndpointNames
{
    private const string Notification = "go_rollback_drill_notification";

    private const string Delivery = Notification + "_acknowledgement_audit_delivery";

    // Operation by the name that older consoles know.
    private static readonly Dictionary<string, string> Kept = new()
    {
        ["go_rollback_drills"] = "ListDrills",
        ["go_rollback_drill_schedule"] = "GetDrillScheduleReport",
        [Notification + "s"] = "DeliverNotification",
        [Notification + "_acknowledge"] = "AcknowledgeNotification",
        [Notification + "_bulk_acknowledge"] = "AcknowledgeNotifications",
        [Notification + "_acknowledgement_audit"] = "PackAuditPackage",
        [Delivery] = "DeliverAuditPackage",
        [Notification + "_history"] = "ListRecords",
        [Notification + "_dashboard"] = "GetNotificationDashboard",
        [Notification + "_escalation_plan"] = "PlanEscalation",
        [Notification + "_routes"] = "ListNotificationRoutes",
        [Notification + "_suppression_trends"] = "GetSuppressionTrends",
        [Delivery + "_retry_plan"] = "PlanRetries",
        [Delivery + "_worker"] = "RunWorker",
        [Delivery + "_workers"] = "ListWorkerRuns",
        [Delivery + "_worker_dashboard"] = "GetWorkerDashboard",
        [Delivery + "_worker_health"] = "GetWorkerHealth",
        [Delivery + "_worker_health_alert_deliver"] = "DeliverHealthAlert",
        [Delivery + "_worker_health_alert_acknowledge"] = "AcknowledgeHealthAlert",
        [Delivery + "_worker_health_alerts"] = "ListHealthAlerts",
        [Delivery + "_worker_health_alert_dashboard"] = "GetHealthAlertDashboard",
        [Delivery + "_connector_recovery_playbook"] = "PlanRecovery",
        [Delivery + "_connector_recovery_close"] = "CloseRecovery",
        [Delivery + "_retry_recovery_report"] = "GetRecoveryReport",
        [Delivery + "_recovery_escalation_plan"] = "PlanRecoveryEscalation",
        [Delivery + "_recovery_escalation_deliver"] = "DeliverRecoveryEscalation",
        [Delivery + "_retry_acknowledge"] = "AcknowledgeRetryPlan",
        [Delivery + "_retry_execution_approval_plan"] = "PlanApprovals",
        [Delivery + "_retry_execution_approval_decide"] = "DecideApproval",
    };

    /// <summary>Paths by name, sorted.</summary>
    /// <param name="operations">Route patterns by the operation's name.</param>
    public static SortedDictionary<string, string> Of(IReadOnlyDictionary<string, string> operations)
    {
        var paths = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (operation, pattern) in operations)
        {
            paths[WireName.SnakeCase(operation)] = RouteSyntax().Replace(pattern, "{$1}");
        }

        foreach (var (name, operation) in Kept)
        {
            paths[name] = RouteSyntax().Replace(operations[operation], "{$1}");
        }

        return paths;
    }

    // A parameter of a route with what only the framework reads: "{**index}", "{id:guid}".
    [GeneratedRegex(@"\{\*{0,2}([^:}]+)(:[^}]*)?\}")]
    private static partial Regex RouteSyntax();
}
