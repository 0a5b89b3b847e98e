using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.RetryPlans;
using CsCheck;
using static Cavra.Domain.Tests.AuditDeliveries.GivenDelivery;

namespace Cavra.Domain.Tests.RetryPlans;

public sealed class RetryPolicyTests
{
    private static readonly DestinationId Somewhere = new(new Guid("0190a000-0000-7000-8000-000000000001"));

    private static readonly Gen<RetryPolicy> Policies = Gen.Select(
        Gen.Int[1, 20], Gen.Int[0, 1440], Gen.Double[1, 10], Gen.Int[0, 10_080],
        (attempts, delay, multiplier, max) => new RetryPolicy(attempts, delay, multiplier, max, AllowImmediateRetry: true));

    private static readonly Gen<DestinationId> Destinations = Gen.Guid.Select(value => new DestinationId(value));

    [TestCase(1, ExpectedResult = 15)]
    [TestCase(2, ExpectedResult = 30)]
    [TestCase(3, ExpectedResult = 60)]
    [TestCase(7, ExpectedResult = 960)]
    [TestCase(8, ExpectedResult = 1440)]
    [TestCase(20, ExpectedResult = 1440)]
    [TestCase(0, ExpectedResult = 0)]
    public double The_default_delay_doubles_up_to_its_maximum(int failedAttempts) =>
        RetryPolicy.Default.Delay(failedAttempts).TotalMinutes;

    [Test]
    public void The_default_policy_is_within_its_ranges() =>
        Assert.That(RetryPolicy.Default.Checked().Refusal, Is.Null);

    [TestCase(0, 15, 2, 1440, ExpectedResult = "/retry_policy/max_retry_attempts")]
    [TestCase(21, 15, 2, 1440, ExpectedResult = "/retry_policy/max_retry_attempts")]
    [TestCase(1, 15, 2, 1440, ExpectedResult = null)]
    [TestCase(20, 15, 2, 1440, ExpectedResult = null)]
    [TestCase(3, -1, 2, 1440, ExpectedResult = "/retry_policy/retry_delay_minutes")]
    [TestCase(3, 1440, 2, 1440, ExpectedResult = null)]
    [TestCase(3, 1441, 2, 1441, ExpectedResult = "/retry_policy/retry_delay_minutes")]
    [TestCase(3, 15, 0.9, 1440, ExpectedResult = "/retry_policy/backoff_multiplier")]
    [TestCase(3, 15, 1, 1440, ExpectedResult = null)]
    [TestCase(3, 15, 10, 1440, ExpectedResult = null)]
    [TestCase(3, 15, 10.1, 1440, ExpectedResult = "/retry_policy/backoff_multiplier")]
    [TestCase(3, 15, double.NaN, 1440, ExpectedResult = "/retry_policy/backoff_multiplier")]
    [TestCase(3, 15, 2, -1, ExpectedResult = "/retry_policy/max_retry_delay_minutes")]
    [TestCase(3, 15, 2, 10_080, ExpectedResult = null)]
    [TestCase(3, 15, 2, 10_081, ExpectedResult = "/retry_policy/max_retry_delay_minutes")]
    public string? Every_member_has_its_range(int attempts, int delay, double multiplier, int max) =>
        new RetryPolicy(attempts, delay, multiplier, max, false).Checked().Refusal?.Errors.Keys.Single();

    [TestCase(15, 14, ExpectedResult = "/retry_policy/max_retry_delay_minutes")]
    [TestCase(15, 15, ExpectedResult = null)]
    [TestCase(1, 0, ExpectedResult = "/retry_policy/max_retry_delay_minutes")]
    [TestCase(0, 0, ExpectedResult = null)]
    public string? The_longest_delay_is_no_shorter_than_the_base(int delay, int max) =>
        new RetryPolicy(3, delay, 2, max, AllowImmediateRetry: delay is 0).Checked().Refusal?.Errors.Keys.Single();

    [TestCase(0, false, ExpectedResult = "retry_plan.policy_out_of_range")]
    [TestCase(0, true, ExpectedResult = null)]
    [TestCase(1, false, ExpectedResult = null)]
    public string? A_delay_of_nothing_must_be_meant(int delay, bool allowImmediate) =>
        (RetryPolicy.Default with { RetryDelayMinutes = delay, AllowImmediateRetry = allowImmediate }).Checked().Refusal?.Code;

    [TestCase(10, false)]
    [TestCase(60, true)]
    public void A_receiver_is_left_alone_as_long_as_it_asked_for(int minutesAsked, bool isLonger)
    {
        var planned = RetryPolicy.Default.EarliestRetry(Somewhere, 1, Noon, null);

        var earliest = RetryPolicy.Default.EarliestRetry(Somewhere, 1, Noon, Noon.AddMinutes(minutesAsked));

        Assert.That(earliest, Is.EqualTo(isLonger ? Noon.AddMinutes(minutesAsked) : planned));
    }

    [Test]
    public void But_not_longer_than_the_maximum() =>
        Assert.That(
            RetryPolicy.Default.EarliestRetry(Somewhere, 1, Noon, Noon.AddDays(7)), Is.EqualTo(Noon.AddMinutes(1_440)));

    [Test]
    public void A_retry_is_never_before_the_delay_nor_after_a_tenth_more_than_the_maximum() =>
        Gen.Select(Policies, Destinations, Gen.Int[1, 20]).Sample((policy, destination, failed) =>
        {
            var wait = policy.EarliestRetry(destination, failed, Noon, null) - Noon;
            var promised = Math.Min(policy.RetryDelayMinutes, policy.MaxRetryDelayMinutes);

            return wait >= TimeSpan.FromMinutes(promised)
                && wait >= policy.Delay(failed)
                && wait <= TimeSpan.FromMinutes(policy.MaxRetryDelayMinutes * 1.1);
        });

    [Test]
    public void More_failures_never_mean_a_shorter_delay() =>
        Gen.Select(Policies, Gen.Int[0, 19]).Sample((policy, failed) => policy.Delay(failed) <= policy.Delay(failed + 1));

    [Test]
    public void The_same_question_always_has_the_same_answer() =>
        Gen.Select(Policies, Destinations, Gen.Int[0, 20]).Sample((policy, destination, failed) =>
            policy.EarliestRetry(destination, failed, Noon, null) == policy.EarliestRetry(destination, failed, Noon, null));

    [Test]
    public void Destinations_that_failed_together_are_not_retried_together()
    {
        var waits = Enumerable.Range(0, 200)
            .Select(i => RetryPolicy.Default.EarliestRetry(new DestinationId(new Guid(i, 0, 0, new byte[8])), 1, Noon, null))
            .ToHashSet();

        Assert.That(waits, Has.Count.GreaterThan(190));
        Assert.That(waits.Max() - waits.Min(), Is.GreaterThan(TimeSpan.FromMinutes(1.2)));
    }

    [Test]
    public void The_spread_depends_on_the_count_too()
    {
        var flat = RetryPolicy.Default with { BackoffMultiplier = 1 };

        Assert.That(
            flat.EarliestRetry(Somewhere, 1, Noon, null), Is.Not.EqualTo(flat.EarliestRetry(Somewhere, 2, Noon, null)));
    }
}
