using Cavra.Domain.Abstractions;
using Cavra.Domain.Loops;
using Cavra.Domain.RetryPlans;

namespace Cavra.Domain.AuditDeliveries;

public sealed partial class Destination
{
    /// <summary>Whether the retry was accepted by somebody who knew of every failure there is.</summary>
    public bool IsRetryAccepted =>
        Review is { State: RetryAcknowledgementState.Accepted } review && review.FailedAttempts == FailedAttempts;

    /// <summary>Why it can't be reviewed now; null when it can. Lets several be checked before any is changed.</summary>
    public Refusal? ReviewRefusal(DateTimeOffset now) =>
        RepeatsByItself ? DestinationRefusals.NotReviewable.About(this)
        : EffectiveState(now) is DestinationState.Sending ? DestinationRefusals.InFlight.About(this)
        : !IsOpen(now) ? DestinationRefusals.NotOpen.About(this)
        : null;

    /// <summary>Takes a person's decision; resolving and dismissing close it. The newest decision counts.</summary>
    internal void ApplyReview(RetryAcknowledgement acknowledgement, DateTimeOffset now)
    {
        if (ReviewRefusal(now) is { } refusal)
        {
            throw new InvalidOperationException($"Taken unchecked: {refusal.Code}.");
        }

        Review = new DestinationReview(
            acknowledgement.Id,
            acknowledgement.State,
            now,
            acknowledgement.AcknowledgedBy.Display,
            acknowledgement.DeferUntil,
            StandingAt(now).FailedAttempts);
        _passed.Add(Gate.Reviewed);

        if (acknowledgement.State is RetryAcknowledgementState.Resolved or RetryAcknowledgementState.Dismissed)
        {
            State = DestinationState.Closed;
            ClosedAt = now;
            ClosedAs = acknowledgement.State;
            ClosedBy = acknowledgement.AcknowledgedBy;
            HoldReason = null;
            NextAttemptAt = null;
        }
    }
}
