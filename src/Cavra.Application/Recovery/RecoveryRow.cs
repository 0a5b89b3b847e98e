using Cavra.Domain.Recovery;

namespace Cavra.Application.Recovery;

/// <summary>Where the recovery of one connector of a playbook stands.</summary>
/// <param name="Connector">Name of the connector as configured.</param>
/// <param name="Provider">Its vendor.</param>
/// <param name="PlaybookId">Id of the playbook.</param>
/// <param name="State">open, deferred, escalated and reopened are open; resolved and mitigated are closed; superseded goes on in a later
/// playbook.</param>
/// <param name="OpenedAt">When its clock started: with the first playbook that covered it, or when it was reopened.</param>
/// <param name="ClosedAt">When it was closed; null while it is open.</param>
/// <param name="AgeMinutes">Whole minutes that it has been open or, if it is closed, was.</param>
/// <param name="Breached">Whether it is open for longer than the objective.</param>
/// <param name="ClosureId">Id of the newest closure; null while there is none.</param>
/// <param name="ClosedBy">Who gave the newest closure, by the credential's name; null while there is none.</param>
public sealed record RecoveryRow(
    string Connector, string Provider, RecoveryPlaybookId PlaybookId, RecoveryState State, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt,
    long AgeMinutes, bool Breached, RecoveryClosureId? ClosureId, string? ClosedBy)
{
    public static RecoveryRow Of(ConnectorRecovery recovery, int objectiveMinutes, DateTimeOffset now) => new(
        recovery.Connector, recovery.Provider, recovery.PlaybookId, recovery.State, recovery.OpenedAt, recovery.ClosedAt,
        recovery.AgeMinutes(now), recovery.IsBreached(objectiveMinutes, now), recovery.ClosureId, recovery.ClosedBy);
}
