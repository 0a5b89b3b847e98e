using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.Loops;

namespace Cavra.Domain.Obligations;

/// <summary>What somebody owes while something is open.</summary>
public enum ObligationKind
{
    /// <summary>Open loops wait to be reviewed.</summary>
    Review,

    /// <summary>Accepted retries wait for somebody to ask for their approval.</summary>
    Approve,

    /// <summary>Approvals that were asked for wait to be decided.</summary>
    DecideApproval,

    /// <summary>Worker-health alerts wait for an answer.</summary>
    AcknowledgeAlert,

    /// <summary>Notified routes wait for an answer.</summary>
    AcknowledgeRoute,

    /// <summary>Recoveries of connectors are open.</summary>
    CloseRecovery,
}

/// <summary>A kind of obligation: who may discharge it, who may see it, and where what is owed is listed.</summary>
/// <param name="Kind">Which.</param>
/// <param name="DischargedWith">The permission of the command that discharges it.</param>
/// <param name="SeenWith">The permission of the list.</param>
/// <param name="Href">Path and filter of the list that holds exactly what is owed.</param>
public sealed record Obligation(ObligationKind Kind, Permission DischargedWith, Permission SeenWith, string Href)
{
    /// <summary>Path and filter of the list of the open loops that wait at the gate.</summary>
    public static string LoopsAt(Gate gate) => $"{ContractPaths.AuditDelivery}/loops?gate={WireName.Of(gate)}&open=true";

    /// <summary>Every kind there is.</summary>
    public static IReadOnlyList<Obligation> All { get; } =
    [
        new(ObligationKind.Review, Permissions.RetryAcknowledge, Permissions.LoopsRead, LoopsAt(Gate.Reviewed)),
        new(ObligationKind.Approve, Permissions.ApprovalPlan, Permissions.LoopsRead, LoopsAt(Gate.Approved) + "&approval_asked=false"),
        new(
            ObligationKind.DecideApproval, Permissions.RetryApprove, Permissions.RecordsRead,
            ContractPaths.AuditDelivery + "/approvals?state=requested"),
        new(
            ObligationKind.AcknowledgeAlert, Permissions.HealthAlertAcknowledge, Permissions.RecordsRead,
            ContractPaths.AuditDelivery + "/worker-health-alerts/outstanding"),
        new(
            ObligationKind.AcknowledgeRoute, Permissions.NotificationAcknowledge, Permissions.RecordsRead,
            ContractPaths.Notifications + "/routes?outstanding=true"),
        new(
            ObligationKind.CloseRecovery, Permissions.RecoveryClose, Permissions.RecordsRead,
            ContractPaths.AuditDelivery + "/retry-recovery-report"),
    ];

    /// <summary>The roles that can discharge it, in the order of the design.</summary>
    public IReadOnlyList<string> AwaitedRoles => Roles.With(DischargedWith);
}
