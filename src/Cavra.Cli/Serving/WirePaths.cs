namespace Cavra.Cli.Serving;

/// <summary>The addresses of the HTTP contract that the command calls.</summary>
internal static class WirePaths
{
    public const string Runtime = "/runtime/go-pilot";

    public const string Schedules = Runtime + "/rollback-drill-schedules";

    public const string Drills = Runtime + "/rollback-drills";

    public const string Notifications = Runtime + "/rollback-drill-notifications";

    public const string AuditDelivery = Notifications + "/acknowledgements/audit-delivery";

    public const string RetryPlan = AuditDelivery + "/retry-plan";

    public const string WorkerRun = AuditDelivery + "/worker-run";

    public const string WorkerHealth = AuditDelivery + "/worker-health";

    public const string HealthAlerts = AuditDelivery + "/worker-health-alerts";

    public const string Obligations = "/obligations";

    public const string Keys = "/access/keys";

    public const string Log = "/evidence";

    public const string Entries = Log + "/entries";

    public const string LogKeys = Log + "/keys";

    public const string Ready = "/health/ready";

    public static string RetryAcknowledgements(string planId) =>
        $"{AuditDelivery}/retry-plans/{Uri.EscapeDataString(planId)}/acknowledgements";

    public static string PauseConnector(string name) => $"/connectors/{Uri.EscapeDataString(name)}/pause";

    public static string RevokeKey(string keyId) => $"{Keys}/{Uri.EscapeDataString(keyId)}/revoke";
}
