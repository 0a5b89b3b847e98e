using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;

namespace Cavra.Domain.Recovery;

/// <summary>Where the recovery of a connector stands.</summary>
public enum RecoveryState
{
    /// <summary>Nobody has said anything about it yet.</summary>
    Open,

    /// <summary>Somebody proved that the connector works again.</summary>
    Resolved,

    /// <summary>Somebody said how its failing does no harm.</summary>
    Mitigated,

    /// <summary>Put off; still open.</summary>
    Deferred,

    /// <summary>Passed on; still open.</summary>
    Escalated,

    /// <summary>Open again after it was closed.</summary>
    Reopened,

    /// <summary>A later playbook covers the connector, and carries its clock on.</summary>
    Superseded,
}

/// <summary>The recovery of one connector of a playbook, until somebody closes it. A connector has one that is open at most.</summary>
public sealed class ConnectorRecovery
{
    private ConnectorRecovery()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required RecoveryPlaybookId PlaybookId { get; init; }

    public required string Connector { get; init; }

    public required string Provider { get; init; }

    public RecoveryState State { get; private set; }

    /// <summary>When its clock started: with the first playbook that covered it, or when it was opened again.</summary>
    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>What happened until then proves nothing: the playbook's instant or, if it was opened again, that one.</summary>
    public DateTimeOffset ProvableAfter { get; private set; }

    /// <summary>Null unless closed.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>The newest closure; null while there is none.</summary>
    public RecoveryClosureId? ClosureId { get; private set; }

    /// <summary>Who gave the newest closure, as documents show it.</summary>
    public string? ClosedBy { get; private set; }

    public bool IsClosed => State is RecoveryState.Resolved or RecoveryState.Mitigated;

    public bool IsOpen => !IsClosed && State is not RecoveryState.Superseded;

    /// <summary>Begins a recovery; the one of the same connector that is open is superseded and its clock carries on.</summary>
    public static ConnectorRecovery Begin(RecoveryPlaybook playbook, ConnectorPlaybook connector, ConnectorRecovery? earlier)
    {
        var replaced = earlier is { IsOpen: true } ? earlier : null;
        var begun = new ConnectorRecovery
        {
            WorkspaceId = playbook.WorkspaceId,
            PlaybookId = playbook.Id,
            Connector = connector.Connector,
            Provider = connector.Provider,
            OpenedAt = replaced?.OpenedAt ?? playbook.GeneratedAt,
            ProvableAfter = playbook.GeneratedAt,
        };
        if (replaced is not null)
        {
            replaced.State = RecoveryState.Superseded;
        }

        return begun;
    }

    /// <summary>Whether it has been open for longer than the objective, whose last instant is still within it.</summary>
    public bool IsBreached(int objectiveMinutes, DateTimeOffset now) => IsOpen && now - OpenedAt > TimeSpan.FromMinutes(objectiveMinutes);

    /// <summary>Whole minutes that it has been open or, if it is closed, was.</summary>
    public long AgeMinutes(DateTimeOffset now) => ((ClosedAt ?? now) - OpenedAt).Ticks / TimeSpan.TicksPerMinute;

    /// <summary>Why somebody may not say that of it now; null when they may.</summary>
    internal Refusal? RefusalOf(ClosureState said) =>
        State is RecoveryState.Superseded ? RecoveryRefusals.Superseded
        : said is ClosureState.Reopened && !IsClosed ? RecoveryRefusals.NotClosed
        : said is ClosureState.Deferred or ClosureState.Escalated && IsClosed ? RecoveryRefusals.Closed
        : null;

    internal void Apply(RecoveryClosure closure)
    {
        (ClosureId, ClosedBy) = (closure.Id, closure.ClosedBy);
        State = closure.State switch
        {
            ClosureState.Resolved => RecoveryState.Resolved,
            ClosureState.Mitigated => RecoveryState.Mitigated,
            ClosureState.Deferred => RecoveryState.Deferred,
            ClosureState.Escalated => RecoveryState.Escalated,
            _ => RecoveryState.Reopened,
        };
        ClosedAt = IsClosed ? closure.ClosedAt : null;
        if (State is RecoveryState.Reopened)
        {
            (OpenedAt, ProvableAfter) = (closure.ClosedAt, closure.ClosedAt);
        }
    }
}
