using static Cavra.Domain.Access.Permissions;

namespace Cavra.Domain.Access;

/// <summary>The roles a credential may hold, and what each may do.</summary>
public static class Roles
{
    public const string Auditor = "auditor";
    public const string Operator = "operator";
    public const string Approver = "approver";
    public const string Executor = "executor";
    public const string Ci = "ci";
    public const string Admin = "admin";

    /// <summary>Cavra's own worker. No key can hold it: it may execute and keep things going, and decides nothing.</summary>
    public const string Worker = "worker";

    /// <summary>Cavra itself at its start, taking in configured files. No key can hold it.</summary>
    public const string Importer = "importer";

    /// <summary>
    /// Whoever may run Cavra's command on the instance's machine with its database. No key can hold it: it opens workspaces
    /// makes links to sign in to them and keys to administer them, and itself sees nothing of what is in them.
    /// </summary>
    public const string MachineOperator = "machine_operator";

    private static readonly Permission[] Reading = [SessionRead, RecordsRead, SchedulesRead, LoopsRead, HealthRead, PolicyRead];

    private static readonly Dictionary<string, IReadOnlyList<Permission>> Table = new()
    {
        [Auditor] = Reading,
        [Operator] =
        [
            .. Reading, DrillsRecord, NotificationDeliver, NotificationAcknowledge, NotificationEscalate, AuditPackage,
            AuditDeliver, DeliveryAttempt, RetryPlan, RetryAcknowledge, ApprovalPlan, WorkerDryRun, HealthAlertDeliver,
            HealthAlertAcknowledge, RecoveryPlan, RecoveryClose, RecoveryEscalate, ConnectorsPause,
        ],
        [Approver] = [.. Reading, RetryApprove],
        [Executor] = [SessionRead, PolicyRead, RetryExecute, DeliveryAttempt],
        [Ci] = [SessionRead, DrillsRecord, RetryAcknowledge, LoopsRead, HealthRead],
        [Admin] =
        [
            SessionRead, SchedulesRead, SchedulesWrite, PolicyRead, PolicyWrite, ConnectorsTest, KeysManage, EvidenceAdopt, EvidenceErase,
            EvidenceRetain, SessionsRevoke,
        ],
        [Importer] = [SchedulesWrite, DrillsRecord],
        [Worker] = [RetryExecute, WorkerDryRun, DeliveryAttempt, HealthRead, WorkerOperate, EvidenceRetain],
        [MachineOperator] = [WorkspacesManage, SignInLinksCreate, KeysRecover],
    };

    /// <summary>The roles a key may be given, in the order of the design.</summary>
    public static IReadOnlyList<string> Grantable { get; } = [Auditor, Operator, Approver, Executor, Ci, Admin];

    /// <summary>The roles of <see cref="Grantable" /> that hold the permission.</summary>
    public static IReadOnlyList<string> With(Permission permission) => [.. Grantable.Where(role => PermissionsOf(role).Contains(permission))];

    /// <summary>What a role may do; nothing for a name that is no role.</summary>
    public static IReadOnlyList<Permission> PermissionsOf(string role) => Table.GetValueOrDefault(role, []);
}
