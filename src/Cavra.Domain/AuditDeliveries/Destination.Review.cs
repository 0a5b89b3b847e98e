using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Loops;
using Cavra.Domain.RetryPlans;

namespace Cavra.Domain.AuditDeliveries;

public sealed partial class Destination
{
    private readonly List<Gate> _passed = [];

    /// <summary>The gates that it has passed since it was read; whoever proves what was done writes them down.</summary>
    /// <remarks>
    /// Two gates are passed by many destinations at once, without any of them being read: a plan notices them, and an alert that
    /// was taken routes them.
    /// </remarks>
    public IReadOnlyList<Gate> Passed => _passed;

    /// <summary>Who accepted the retry; null where the newest review does not accept it, or there is none.</summary>
    public Actor? AcceptedBy => Review is { State: RetryAcknowledgementState.Accepted } review ? review.Actor : null;

    /// <summary>Everybody who has accepted the retry, whatever was decided about it after that.</summary>
    public IReadOnlyList<Actor> Acceptors => Review is null ? [] : [.. Review.Acceptors, .. AcceptedBy is { } newest ? new[] { newest } : []];

    /// <summary>Everybody that is needed has approved a retry of it.</summary>
    public void PassApproved() => _passed.Add(Gate.Approved);

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

        IReadOnlyList<Actor> acceptors = [.. Acceptors.DistinctBy(acceptor => acceptor.Person)];
        Review = new DestinationReview(
            acknowledgement.Id,
            acknowledgement.State,
            now,
            acknowledgement.AcknowledgedBy.Display,
            acknowledgement.DeferUntil,
            StandingAt(now).FailedAttempts)
        {
            Actor = acknowledgement.AcknowledgedBy,
            Acceptors = acceptors,
        };
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
    int FailedAttempts)
{
    /// <summary>Who gave it, as the credential tells it; null for a review from before that was kept.</summary>
    public Actor? Actor { get; init; }

    /// <summary>Who had accepted the retry before, each person once.</summary>
    public IReadOnlyList<Actor> Acceptors { get; init; } = [];
}
