using Cavra.Domain.Abstractions;

namespace Cavra.Domain.AuditDeliveries;

public sealed partial class Destination
{
    /// <summary>Deliberately makes no attempt, and says so in an attempt row of its own.</summary>
    /// <param name="reason">What is in the way.</param>
    /// <param name="by">Who found it in the way.</param>
    /// <param name="until">When to look again; null to wait for <see cref="Release"/>. Ignored where a retry is governed.</param>
    /// <param name="now">The instant of holding.</param>
    public Result<Attempt> Hold(HoldReason reason, WorkerProcess by, DateTimeOffset? until, DateTimeOffset now)
    {
        if (State is DestinationState.Sending)
        {
            return DestinationRefusals.InFlight;
        }

        if (State is DestinationState.Delivered or DestinationState.Closed)
        {
            return DestinationRefusals.Settled;
        }

        var attempt = Attempt.NotMade(this, reason, by, NextAttemptAt ?? now, now);
        State = DestinationState.Held;
        HoldReason = reason;
        OpenSince ??= now;
        NextAttemptAt = NeedsGovernance || HasGivenUp ? null : until;
        return attempt;
    }

    /// <summary>Makes what is held due, now that nothing is in the way. A governed retry is left to the plan.</summary>
    public Result Release(DateTimeOffset now)
    {
        if (State is not DestinationState.Held)
        {
            return DestinationRefusals.NotOpen;
        }

        if (NeedsGovernance)
        {
            return DestinationRefusals.RetryIsGoverned;
        }

        if (HasGivenUp)
        {
            return DestinationRefusals.AttemptsExhausted;
        }

        NextAttemptAt = now;
        return Result.Done;
    }
}
