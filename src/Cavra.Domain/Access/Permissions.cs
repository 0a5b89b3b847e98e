namespace Cavra.Domain.Access;

/// <summary>Every permission there is.</summary>
public static class Permissions
{
    public static readonly Permission SessionRead = new("session.read", "See who one is and what one may do");
    public static readonly Permission RecordsRead = new("records.read", "Read everything public-safe");
    public static readonly Permission LoopsRead = new("loops.read", "Read loops and destinations");
    public static readonly Permission HealthRead = new("health.read", "Read worker health");
    public static readonly Permission DrillsRecord = new("drills.record", "Record the result of a rollback drill");
    public static readonly Permission SchedulesRead = new("schedules.read", "Read drill schedules and the worker schedule");
    public static readonly Permission SchedulesWrite = new("schedules.write", "Define drill schedules and the worker schedule");
    public static readonly Permission NotificationDeliver = new("notification.deliver", "Plan and deliver drill notifications");
    public static readonly Permission NotificationAcknowledge = new("notification.acknowledge", "Acknowledge drill notifications");
    public static readonly Permission NotificationEscalate = new("notification.escalate", "Plan the escalation of breached routes");
    public static readonly Permission AuditPackage = new("audit.package", "Pack acknowledgements into an audit package");
    public static readonly Permission AuditDeliver = new("audit.deliver", "Deliver audit packages");
    public static readonly Permission DeliveryAttempt = new("delivery.attempt", "Attempt a delivery and record how it ended");
    public static readonly Permission RetryPlan = new("retry.plan", "Plan retries of failed deliveries");
    public static readonly Permission RetryAcknowledge = new("retry.acknowledge", "Accept, defer, escalate, resolve or dismiss retries");
    public static readonly Permission ApprovalPlan = new("approval.plan", "Ask for approvals of live retries");
    public static readonly Permission RetryApprove = new("retry.approve", "Approve, deny or defer live retries");
    public static readonly Permission RetryExecute = new("retry.execute", "Start live retry runs");
    public static readonly Permission WorkerDryRun = new("worker.dry_run", "Start dry runs of the retry worker");
    public static readonly Permission HealthAlertDeliver = new("health_alert.deliver", "Route worker-health alerts");
    public static readonly Permission HealthAlertAcknowledge = new("health_alert.acknowledge", "Acknowledge worker-health alerts");
    public static readonly Permission RecoveryPlan = new("recovery.plan", "Make recovery playbooks and plan their escalation");
    public static readonly Permission RecoveryClose = new("recovery.close", "Close, defer, escalate and reopen recoveries of connectors");
    public static readonly Permission RecoveryEscalate = new("recovery.escalate", "Send recovery escalations to connectors");
    public static readonly Permission ConnectorsTest = new("connectors.test", "Send a test event through a connector");
    public static readonly Permission ConnectorsPause = new("connectors.pause", "Pause and resume connectors");
    public static readonly Permission PolicyRead = new("policy.read", "Read the workspace's policy and its versions");
    public static readonly Permission PolicyWrite = new("policy.write", "Change the workspace's policy, and see beforehand what that would change");
    public static readonly Permission KeysManage = new("keys.manage", "Create, list and revoke API keys");
    public static readonly Permission EvidenceAdopt = new("evidence.adopt", "Ask and confirm that a restored evidence log be gone on with, and see who did");
    public static readonly Permission EvidenceRetain = new("evidence.retain", "Let evidence go that the workspace's policy keeps no longer");
    public static readonly Permission EvidenceErase = new("evidence.erase", "Ask and confirm that the text of an evidence entry be erased, and see who did");
    public static readonly Permission SessionsRevoke = new("sessions.revoke", "End somebody's console sessions at once");
    public static readonly Permission WorkspacesManage = new("workspaces.manage", "Create and list workspaces on this instance");
    public static readonly Permission SignInLinksCreate = new("sign_in_links.create", "Make one-time links that sign in to the console");
    public static readonly Permission KeysRecover = new("keys.recover", "Issue an administrator's key on the instance's machine");
    public static readonly Permission WorkerOperate = new("worker.operate", "What the worker's own loops do: tickers, leases, health watch");

    /// <summary>All of them, in the order above.</summary>
    public static IReadOnlyList<Permission> All { get; } =
    [
        SessionRead, RecordsRead, LoopsRead, HealthRead, DrillsRecord, SchedulesRead, SchedulesWrite, NotificationDeliver,
        NotificationAcknowledge, NotificationEscalate, AuditPackage, AuditDeliver, DeliveryAttempt, RetryPlan,
        RetryAcknowledge, ApprovalPlan, RetryApprove, RetryExecute, WorkerDryRun, HealthAlertDeliver, HealthAlertAcknowledge, RecoveryPlan,
        RecoveryClose, RecoveryEscalate, ConnectorsTest, ConnectorsPause, PolicyRead, PolicyWrite, KeysManage, EvidenceAdopt, EvidenceErase, EvidenceRetain,
        SessionsRevoke, WorkspacesManage, SignInLinksCreate, KeysRecover, WorkerOperate,
    ];
}

/// <summary>One thing a caller may be allowed to do. Commands and queries name theirs; roles are sets of them.</summary>
/// <param name="Name">Stable dotted name, e.g. <c>retry.acknowledge</c>.</param>
/// <param name="Meaning">What it allows, for a person.</param>
public sealed record Permission(string Name, string Meaning)
{
    public override string ToString() => Name;
}
