namespace Cavra.Domain.Approvals;

/// <summary>Where an approval stands.</summary>
public enum ApprovalState
{
    /// <summary>It was asked for, and not enough people have approved yet.</summary>
    Requested,

    /// <summary>Everybody that is needed has approved; it may be used once.</summary>
    Approved,

    /// <summary>A live retry was made with it.</summary>
    Spent,

    /// <summary>Somebody denied it.</summary>
    Denied,

    /// <summary>It was not used in time.</summary>
    Expired,

    /// <summary>What it was asked for has changed since.</summary>
    Stale,

    /// <summary>Somebody took it back before it was used.</summary>
    Withdrawn,
}

/// <summary>What somebody decides about a retry that they are asked to approve.</summary>
public enum ApprovalAnswer
{
    /// <summary>It may be sent once more.</summary>
    Approved,

    /// <summary>It may not.</summary>
    Denied,

    /// <summary>Not now; it has to be asked for again.</summary>
    Deferred,

    /// <summary>The time for it has passed; it has to be asked for again.</summary>
    Expired,
}

/// <summary>One person's approval.</summary>
/// <param name="DecisionId">The decision.</param>
/// <param name="By">Who approved.</param>
/// <param name="At">When.</param>
/// <param name="EvidenceId">Wire id of what proves it.</param>
/// <param name="IsOwnAcceptance">Whether the same person had accepted the retry, which an advisory four-eyes rule lets pass and marks.</param>
public sealed record ApprovalGrant(
    ApprovalDecisionId DecisionId, Access.Actor By, DateTimeOffset At, string EvidenceId, bool IsOwnAcceptance);

/// <summary>Where an approval stands at one moment, and why.</summary>
/// <param name="State">Its effective state.</param>
/// <param name="Changes">What has changed since it was asked for; empty unless it is stale.</param>
public sealed record ApprovalStanding(ApprovalState State, IReadOnlyList<BindingChange> Changes)
{
    /// <summary>Whether it can still be decided about or used.</summary>
    public bool IsOpen => State is ApprovalState.Requested or ApprovalState.Approved;
}
