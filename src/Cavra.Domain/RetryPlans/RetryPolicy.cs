using System.Buffers.Binary;
using System.Security.Cryptography;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;

namespace Cavra.Domain.RetryPlans;

/// <summary>How often a destination may be tried, and how long to wait after each failure.</summary>
/// <param name="MaxRetryAttempts">Failed attempts after which it is suppressed.</param>
/// <param name="RetryDelayMinutes">Wait after the first failure.</param>
/// <param name="BackoffMultiplier">What each further failure multiplies the wait by.</param>
/// <param name="MaxRetryDelayMinutes">The longest wait before jitter; caps what a receiver may ask for, too.</param>
/// <param name="AllowImmediateRetry">Whether a wait of 0 is meant.</param>
public sealed record RetryPolicy(
    int MaxRetryAttempts, int RetryDelayMinutes, double BackoffMultiplier, int MaxRetryDelayMinutes, bool AllowImmediateRetry)
{
    public const int FewestAttempts = 1;

    public const int MostAttempts = 20;

    /// <summary>The largest base delay, in minutes; the smallest is 0.</summary>
    public const int LargestDelayMinutes = 1_440;

    public const double SmallestMultiplier = 1;

    public const double LargestMultiplier = 10;

    /// <summary>The largest maximum delay, in minutes: a week; the smallest is the base delay.</summary>
    public const int LargestMaxDelayMinutes = 10_080;

    /// <summary>The most that is added to a delay, as a part of it.</summary>
    public const double JitterShare = 0.1;

    public static readonly RetryPolicy Default = new(
        MaxRetryAttempts: 3,
        RetryDelayMinutes: 15,
        BackoffMultiplier: 2,
        MaxRetryDelayMinutes: 1_440,
        AllowImmediateRetry: false);

    private TimeSpan Longest => TimeSpan.FromMinutes(MaxRetryDelayMinutes);

    /// <summary>The policy, or which members are out of their range.</summary>
    public Result<RetryPolicy> Checked()
    {
        var errors = new Dictionary<string, string[]>();
        Check(MaxRetryAttempts is >= FewestAttempts and <= MostAttempts, "max_retry_attempts", "Must be 1 to 20.");
        Check(RetryDelayMinutes is >= 0 and <= LargestDelayMinutes, "retry_delay_minutes", "Must be 0 to 1440.");
        Check(BackoffMultiplier is >= SmallestMultiplier and <= LargestMultiplier, "backoff_multiplier", "Must be 1 to 10.");
        Check(MaxRetryDelayMinutes is >= 0 and <= LargestMaxDelayMinutes, "max_retry_delay_minutes", "Must be 0 to 10080.");
        // A maximum below the base would be the base, and one of 0 an immediate retry that nobody allowed.
        Check(MaxRetryDelayMinutes < 0 || MaxRetryDelayMinutes >= RetryDelayMinutes, "max_retry_delay_minutes", "Must not be below retry_delay_minutes.");
        Check(RetryDelayMinutes is not 0 || AllowImmediateRetry, "retry_delay_minutes", "0 needs allow_immediate_retry.");

        return errors.Count > 0 ? RetryPlanRefusals.PolicyOutOfRange with { Errors = errors } : this;

        void Check(bool holds, string member, string rule)
        {
            if (!holds)
            {
                errors[$"/retry_policy/{member}"] = [rule];
            }
        }
    }

    /// <summary>The wait after so many failures, jitter left out: min(maximum, base × multiplier^(count − 1)).</summary>
    /// <param name="failedAttempts">0 for a destination that was only ever held: nothing to wait for.</param>
    public TimeSpan Delay(int failedAttempts) => failedAttempts < 1
        ? TimeSpan.Zero
        : TimeSpan.FromMinutes(
            Math.Min(MaxRetryDelayMinutes, RetryDelayMinutes * Math.Pow(BackoffMultiplier, failedAttempts - 1)));

    /// <summary>
    /// The instant before which the destination is left alone: its failure, the delay and 0 to 10 % of it, derived from
    /// destination and count; not before what the receiver asked for, as far as the maximum goes.
    /// </summary>
    public DateTimeOffset EarliestRetry(
        DestinationId destination, int failedAttempts, DateTimeOffset failedAt, DateTimeOffset? retryAfterUntil)
    {
        var delay = Delay(failedAttempts);
        var planned = failedAt + delay + (delay * (JitterShare * Fraction(destination, failedAttempts)));
        var asked = retryAfterUntil > failedAt + Longest ? failedAt + Longest : retryAfterUntil;

        return asked > planned ? asked.Value : planned;
    }

    /// <summary>A number from 0 to less than 1, evenly spread over destinations and the same whenever it is asked for.</summary>
    private static double Fraction(DestinationId destination, int failedAttempts)
    {
        Span<byte> seed = stackalloc byte[20];
        destination.Value.TryWriteBytes(seed, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(seed[16..], failedAttempts);

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(seed, hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash) / (uint.MaxValue + 1d);
    }
}

public static class RetryPlanRefusals
{
    public static readonly Refusal NotFound =
        new(RefusalKind.NotFound, "retry_plan.not_found", "There is no such retry plan.");

    public static readonly Refusal PolicyOutOfRange =
        new(RefusalKind.Invalid, "retry_plan.policy_out_of_range", "The retry policy is not valid.");

    public static readonly Refusal DecisionAbsent = new(
        RefusalKind.Conflict,
        "retry_plan.decision_absent",
        "The plan holds no decision for that provider, delivery and package.");
}
