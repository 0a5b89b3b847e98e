using Cavra.Domain.RetryPlans;

namespace Cavra.Domain.AuditDeliveries;

/// <summary>What the newest retry acknowledgement decided about a destination.</summary>
/// <param name="AcknowledgementId">The acknowledgement.</param>
/// <param name="State">What it says.</param>
/// <param name="At">When it was given.</param>
/// <param name="By">Who gave it, as documents show it.</param>
/// <param name="DeferredUntil">No retry before this instant; null unless deferred.</param>
/// <param name="FailedAttempts">How many failures the reviewer knew of: a later one makes the review outdated.</param>
public sealed record DestinationReview(
    RetryAcknowledgementId AcknowledgementId,
    RetryAcknowledgementState State,
    DateTimeOffset At,
    string By,
    DateTimeOffset? DeferredUntil,
    int FailedAttempts);
