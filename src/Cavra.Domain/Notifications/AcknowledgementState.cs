namespace Cavra.Domain.Notifications;

/// <summary>What an acknowledgement says.</summary>
public enum AcknowledgementState
{
    Acknowledged,
    Dismissed,
    Escalated,
    Resolved,
}

/// <summary>What follows from an acknowledgement's state.</summary>
public static class AcknowledgementStates
{
    /// <summary>Whether nothing is left to answer: after <c>acknowledged</c> and <c>resolved</c>, and no other.</summary>
    public static bool Settles(this AcknowledgementState state) =>
        state is AcknowledgementState.Acknowledged or AcknowledgementState.Resolved;
}
