namespace Cavra.Domain.RetryPlans;

/// <summary>What a person decided about failed deliveries.</summary>
public enum RetryAcknowledgementState
{
    /// <summary>Reviewed; the retry may now be approved.</summary>
    Accepted,

    /// <summary>Waits until an instant.</summary>
    Deferred,

    /// <summary>Reviewed, not accepted; the escalation owner is alerted.</summary>
    Escalated,

    /// <summary>Closed: recovered by other means.</summary>
    Resolved,

    /// <summary>Closed: will not be delivered.</summary>
    Dismissed,
}
