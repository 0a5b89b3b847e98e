namespace Cavra.Api.Tests.Access;

/// <summary>A call of an endpoint, and the roles that may make it.</summary>
/// <param name="Endpoint">Name of the endpoint or, of one without a name, its pattern.</param>
/// <param name="Roles">Who may.</param>
/// <param name="Body">The smallest body that is well-formed; null for a read.</param>
internal sealed record RoleRow(string Endpoint, string[] Roles, string? Body = null)
{
    public bool IsCommand => Body is not null;

    public override string ToString() => IsCommand ? $"{Endpoint} {Body}" : Endpoint;
}

/// <summary>What the design says of who may do what, endpoint by endpoint: written here by hand, read from nothing.</summary>
internal static class RoleTable
{
    public static readonly string[] Roles = ["auditor", "operator", "approver", "executor", "ci", "admin"];

    /// <summary>What answers without a credential.</summary>
    public static readonly string[] Anonymous = ["GetConsoleConfig", "GetLiveness", "GetReadiness"];

    /// <summary>The console's page and files, which answer to anybody and tell nothing; not part of the API.</summary>
    public static readonly string[] Pages = ["", "index.html", "signin", "console/{**page}", "console/sign-in", "console/signed-in", "assets/{**file}", "favicon.svg"];

    /// <summary>What answers without a credential to somebody on the machine that Cavra runs on, and to nobody else.</summary>
    public static readonly string[] OnThisMachine = ["GetOpenApi", "swagger/{**path}"];

    /// <summary>A header that whoever passes on somebody else's request adds: who asks is elsewhere.</summary>
    public static readonly (string Name, string Value) Elsewhere = ("X-Forwarded-For", "203.0.113.9");

    /// <summary>What takes a credential in its body, and looks at no other.</summary>
    public const string SignIn = "SignIn";

    private static readonly string[] Readers = ["auditor", "operator", "approver"];

    private static readonly string[] ReadersAndCi = [.. Readers, "ci"];

    private static readonly string[] ReadersAndAdmin = [.. Readers, "admin"];

    private static readonly string[] PolicyReaders = [.. Readers, "executor", "admin"];

    private static readonly string[] Operator = ["operator"];

    private static readonly string[] OperatorAndCi = ["operator", "ci"];

    private static readonly string[] Executor = ["executor"];

    private static readonly string[] Approver = ["approver"];

    private static readonly string[] Admin = ["admin"];

    public static readonly RoleRow[] Rows =
    [
        new("GetOpenApi", Roles),
        new("swagger/{**path}", Roles),
        new("GetSession", Roles),
        new("GetSecurityBoundary", Roles),
        new("GetObligations", Roles),
        new("SignOut", Roles, "{}"),
        new("GetMetrics", Readers),
        new("GetConnector", Readers),
        new("ListConnectors", Readers),
        new("GetEvidence", Readers),
        new("ListEvidence", Readers),
        new("GetReceipt", Readers),
        new("GetCheckpoint", Readers),
        new("GetTimestamp", Readers),
        new("GetLogTile", Readers),
        new("GetEntryTile", Readers),
        new("ListLogKeys", Readers),
        new("ListRecords", Readers),
        new("StreamEvents", Readers),
        new("ListDrills", Readers),
        new("GetNotificationDashboard", Readers),
        new("ListNotificationRoutes", Readers),
        new("GetSuppressionTrends", Readers),
        new("GetDayStatistics", Readers),
        new("GetRetryPlan", Readers),
        new("ListRetryPlans", Readers),
        new("ListApprovals", Readers),
        new("ListExecutions", Readers),
        new("GetRecoveryPlaybook", Readers),
        new("ListRecoveryPlaybooks", Readers),
        new("GetRecoveryReport", Readers),
        new("GetWorkerRun", Readers),
        new("ListWorkerRuns", Readers),
        new("GetWorkerDashboard", Readers),
        new("ListHealthAlerts", Readers),
        new("ListOutstandingHealthAlerts", Readers),
        new("GetHealthAlertDashboard", Readers),
        new("GetWorkerSchedule", ReadersAndAdmin),
        new("ListDrillSchedules", ReadersAndAdmin),
        new("GetDrillSchedule", ReadersAndAdmin),
        new("GetDrillScheduleReport", ReadersAndAdmin),
        new("GetPolicy", PolicyReaders),
        new("GetPolicyVersion", PolicyReaders),
        new("ListPolicyVersions", PolicyReaders),
        new("GetDestination", ReadersAndCi),
        new("ListDestinations", ReadersAndCi),
        new("GetLoop", ReadersAndCi),
        new("GetLoopGates", ReadersAndCi),
        new("ListLoops", ReadersAndCi),
        new("GetWorkerHealth", ReadersAndCi),
        new("ListApiKeys", Admin),
        new("ListLogAdoptions", Admin),
        new("GetRetention", PolicyReaders),
        new("ListEvidenceErasures", Admin),
        new("CreateApiKey", Admin, """{"name":"x","roles":["ci"]}"""),
        new("RevokeApiKey", Admin, "{}"),
        new("RevokeSessions", Admin, """{"subject":"x"}"""),
        new("RotateLogKey", Admin, "{}"),
        new("AskLogAdoption", Admin, """{"reason":"x"}"""),
        new("ConfirmLogAdoption", Admin, "{}"),
        new("RetainEvidence", Admin, "{}"),
        new("AskEvidenceErasure", Admin, """{"evidence_id":"x","reason":"x"}"""),
        new("ConfirmEvidenceErasure", Admin, "{}"),
        new("ExportEvidence", Readers, """{"audit_id":"gordack-nothing"}"""),
        new("DefineDrillSchedule", Admin, """{"environment":"x","interval_days":1,"owners":["x"],"notification_providers":["x"],"runbook_ref":"x"}"""),
        new("DefineWorkerSchedule", Admin, """{"interval_minutes":30}"""),
        new(
            "ChangePolicy",
            Admin,
            """
            {"retry_policy":{"max_retry_attempts":3,"retry_delay_minutes":15,"backoff_multiplier":2,"max_retry_delay_minutes":1440,
            "allow_immediate_retry":false},"require_retry_ack":true,"approvals_required":1,"expires_after_minutes":60,"four_eyes":"required",
            "freeze_windows":[],"review_minutes":60,"connector_review_minutes":{}}
            """),
        new("TestConnector", Admin, "{}"),
        new("PauseConnector", Operator, """{"reason":"x"}"""),
        new("ResumeConnector", Operator, "{}"),
        new("DeliverNotification", Operator, "{}"),
        new("AcknowledgeNotification", Operator, """{"provider":"x"}"""),
        new("AcknowledgeNotifications", Operator, """{"routes":[{"schedule_id":"x","provider":"x"}]}"""),
        new("PlanEscalation", Operator, "{}"),
        new("PackAuditPackage", Operator, "{}"),
        new("DeliverAuditPackage", Operator, "{}"),
        new("PlanRetries", Operator, "{}"),
        new("PlanRecovery", Operator, "{}"),
        new("CloseRecovery", Operator, """{"provider":"x","closure_state":"deferred"}"""),
        new("PlanRecoveryEscalation", Operator, "{}"),
        new("DeliverRecoveryEscalation", Operator, "{}"),
        new("RunWorker", Operator, "{}"),
        new("RunWorker", Executor, """{"execute":true}"""),
        new("DeliverHealthAlert", Operator, "{}"),
        new("AcknowledgeHealthAlert", Operator, """{"provider":"x"}"""),
        new(
            "RecordDrill",
            OperatorAndCi,
            """
            {"environment":"x","drill_id":"x","executed_at":"2026-11-01T09:00:00Z","target_mode":"disabled","status":"pass",
            "fallback_verified":true,"recovery_minutes":1,"max_recovery_minutes":2,"runbook_ref":"x","evidence_refs":["x"]}
            """),
        new("PlanApprovals", Operator, "{}"),
        new("DecideApproval", Approver, """{"provider":"x"}"""),
        new("AcknowledgeRetryPlan", OperatorAndCi, """{"provider":"x"}"""),
    ];
}
