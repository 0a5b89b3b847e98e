using Cavra.Domain.Abstractions;
using Cavra.Domain.Loops;
using Cavra.Domain.RetryPlans;

namespace Cavra.Domain.AuditDeliveries;

public sealed partial class Destination
{
    /// <summary>Takes the lease for one attempt; to be committed before anything is sent.</summary>
    /// <param name="worker">Who will send.</param>
    /// <param name="grounds">What entitles it to; an audit delivery's second attempt needs a governed retry.</param>
    /// <param name="connectorFingerprint">The configuration it will be sent with.</param>
    /// <param name="lease">Longer than the attempt can possibly take.</param>
    /// <param name="now">The instant of the intent.</param>
    public Result<AttemptIntent> Begin(
        WorkerProcess worker, AttemptGrounds grounds, string connectorFingerprint, TimeSpan lease, DateTimeOffset now)
    {
        if (State is DestinationState.Sending)
        {
            return DestinationRefusals.InFlight;
        }

        if (State is DestinationState.Delivered or DestinationState.Closed)
        {
            return DestinationRefusals.Settled;
        }

        if (NeedsGovernance && grounds is AttemptGrounds.Automatic)
        {
            return DestinationRefusals.RetryIsGoverned;
        }

        if (HasGivenUp)
        {
            return DestinationRefusals.AttemptsExhausted;
        }

        var queuedAt = NextAttemptAt ?? now;
        State = DestinationState.Sending;
        HoldReason = null;
        AttemptNumber++;
        IsRetryGoverned = grounds is not AttemptGrounds.Automatic;
        IsReviewWaived = grounds is AttemptGrounds.GovernedUnreviewed;
        LastAttemptAt = now;
        NextAttemptAt = null;
        ConnectorFingerprint = connectorFingerprint;
        LeaseHolder = worker;
        LeaseUntil = now + lease;
        IsOutcomeUnknown = false;

        return new AttemptIntent(
            Ids.New<AttemptId>(now), Id, EventId, Connector, AttemptNumber, worker, queuedAt, now + lease)
        {
            ApprovedFingerprint = IsRetryGoverned ? connectorFingerprint : null,
        };
    }

    /// <summary>Records what came of an attempt, in time or late.</summary>
    /// <remarks>
    /// A late report is the truth about an attempt that was counted as interrupted: a success delivers the destination even while
    /// a newer attempt is under way, a failure names its class without being counted twice. What a person closed stays closed.
    /// </remarks>
    public Result<Attempt> Record(AttemptIntent intent, AttemptReport report, DateTimeOffset now)
    {
        if (report.Outcome is DeliveryOutcome.Held)
        {
            throw new ArgumentException("An attempt that was made can't be held.", nameof(report));
        }

        if (intent.DestinationId != Id || intent.Number > AttemptNumber)
        {
            return DestinationRefusals.AttemptUnknown;
        }

        // Only the newest attempt holds a lease; every older one lost its lease before the next began.
        var isNewest = intent.Number == AttemptNumber;
        var isLate = !isNewest || LeaseUntil is null;
        if (isNewest && isLate && !IsOutcomeUnknown)
        {
            return DestinationRefusals.AlreadyRecorded;
        }

        var attempt = Attempt.Made(this, intent, report, isLate, now);
        if (isNewest)
        {
            (LeaseHolder, LeaseUntil, IsOutcomeUnknown) = (null, null, false);
        }

        if (State is DestinationState.Closed or DestinationState.Delivered)
        {
            PassExecuted(State is DestinationState.Delivered && isNewest && IsRetryGoverned);
            return attempt;
        }

        if (report.Outcome is not DeliveryOutcome.Failed)
        {
            Deliver(intent, report);
        }
        else if (isNewest)
        {
            Fail(report, isLate);
        }

        return attempt;
    }

    /// <summary>Turns an attempt whose lease ran out into a failed one; whether the receiver has the event is unknown.</summary>
    public Result<Attempt> LeaseRanOut(DateTimeOffset now)
    {
        if (!HasLeaseRunOut(now))
        {
            return DestinationRefusals.LeaseHolds;
        }

        var attempt = Attempt.Interrupted(this, LeaseHolder!, LastAttemptAt!.Value, now);
        CountFailure(FailureClass.Interrupted, LeaseUntil!.Value, retryAfter: null);
        (LeaseHolder, LeaseUntil, IsOutcomeUnknown) = (null, null, true);
        return attempt;
    }

    /// <summary>Since when it is never tried again by itself, nor by anybody; null where it may be, or is being sent.</summary>
    internal DateTimeOffset? GivenUpAt => HasGivenUp && State is not DestinationState.Sending
        ? SupersededAt > LastFailedAt ? SupersededAt : LastFailedAt ?? SupersededAt
        : null;

    // Not by an attempt that failed: the loop then waits for another approval and another retry.
    private void PassExecuted(bool isMade)
    {
        if (isMade)
        {
            _passed.Add(Gate.Executed);
        }
    }

    private bool NeedsGovernance => !RepeatsByItself && AttemptNumber > 0;

    private bool HasGivenUp =>
        RepeatsByItself && (SupersededAt is not null || FailedAttempts >= RetryPolicy.Default.MaxRetryAttempts);

    private void Deliver(AttemptIntent intent, AttemptReport report)
    {
        // A late report of an attempt that needed no approval: the retries after it have delivered nothing.
        var isGoverned = intent.ApprovedFingerprint is not null;
        IsRetryGoverned &= isGoverned || State is DestinationState.Sending;
        PassExecuted(isGoverned);
        State = DestinationState.Delivered;
        Outcome = report.Outcome;
        DeliveredAt = report.CompletedAt;
        AwaitConfirmation(report);
        HoldReason = null;
        NextAttemptAt = null;
        if (OpenSince is not null && !RepeatsByItself)
        {
            _passed.Add(Gate.Recovered);
        }
    }

    private void Fail(AttemptReport report, bool isLate)
    {
        var failureClass = report.FailureClass ?? throw new ArgumentException("A failure has a class.", nameof(report));
        FailedStatusCodes = [.. FailedStatusCodes.TakeLast(StatusCodesKept - 1), report.StatusCode];

        if (isLate)
        {
            LastFailureClass = failureClass;
            RetryAfterUntil = Until(report.CompletedAt, report.RetryAfter);
            NextAttemptAt = NextAttemptAt is null ? null : NextByItself();
        }
        else
        {
            CountFailure(failureClass, report.CompletedAt, report.RetryAfter);
        }
    }

    private void CountFailure(FailureClass failureClass, DateTimeOffset at, TimeSpan? retryAfter)
    {
        State = DestinationState.Failed;
        FailedAttempts++;
        OpenSince ??= at;
        LastFailedAt = at;
        LastFailureClass = failureClass;
        RetryAfterUntil = Until(at, retryAfter);
        NextAttemptAt = RepeatsByItself && !HasGivenUp ? NextByItself() : null;
    }

    // No policy honours more; a receiver that asks for centuries must not overflow the calendar.
    private static DateTimeOffset? Until(DateTimeOffset at, TimeSpan? retryAfter)
    {
        var longest = TimeSpan.FromMinutes(RetryPolicy.LargestMaxDelayMinutes);
        return at + (retryAfter > longest ? longest : retryAfter);
    }

    private DateTimeOffset? NextByItself() =>
        RetryPolicy.Default.EarliestRetry(Id, FailedAttempts, LastFailedAt ?? CreatedAt, RetryAfterUntil);
}
