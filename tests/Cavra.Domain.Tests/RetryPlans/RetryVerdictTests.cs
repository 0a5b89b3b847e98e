using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Connectors;
using Cavra.Domain.RetryPlans;
using static Cavra.Domain.Tests.AuditDeliveries.GivenDelivery;

namespace Cavra.Domain.Tests.RetryPlans;

public sealed class RetryVerdictTests
{
    private static readonly ConnectorCondition Well = new(null, "f1");

    private static readonly DestinationSummary Failed = new()
    {
        Id = Ids.New<DestinationId>(Noon),
        EventId = Ids.New<DeliveryEventId>(Noon),
        Connector = "siem",
        Provider = "webhook",
        State = DestinationState.Failed,
        FailedAttempts = 1,
        OpenSince = Noon,
        LastFailedAt = Noon,
        LastFailureClass = FailureClass.ServerError,
        ConnectorFingerprint = "f1",
    };

    private static readonly DateTimeOffset Earliest = RetryPolicy.Default.EarliestRetry(Failed.Id, 1, Noon, null);

    [TestCase(2, ExpectedResult = RetryReason.Eligible)]
    [TestCase(3, ExpectedResult = RetryReason.AttemptsExhausted)]
    [TestCase(4, ExpectedResult = RetryReason.AttemptsExhausted)]
    public RetryReason Attempts_are_exhausted_at_the_most_the_policy_allows(int failed) =>
        On(Failed with { FailedAttempts = failed }, Well, Noon.AddDays(2)).Reason;

    [TestCase(-1, ExpectedResult = RetryReason.BackingOff)]
    [TestCase(0, ExpectedResult = RetryReason.Eligible)]
    public RetryReason It_may_be_retried_from_the_instant_the_back_off_ends(int ticks) =>
        On(Failed, Well, Earliest.AddTicks(ticks)).Reason;

    [TestCase(-1, ExpectedResult = RetryReason.Deferred)]
    [TestCase(0, ExpectedResult = RetryReason.Eligible)]
    public RetryReason It_may_be_retried_from_the_instant_it_was_deferred_to(int ticks) =>
        On(Failed with { DeferredUntil = Noon.AddHours(5) }, Well, Noon.AddHours(5).AddTicks(ticks)).Reason;

    [TestCase(HoldReason.ConnectorMissing, ExpectedResult = RetryReason.ConnectorMissing)]
    [TestCase(HoldReason.ConnectorGone, ExpectedResult = RetryReason.ConnectorMissing)]
    [TestCase(HoldReason.ConnectorPaused, ExpectedResult = RetryReason.ConnectorPaused)]
    [TestCase(HoldReason.CircuitOpen, ExpectedResult = RetryReason.CircuitOpen)]
    public RetryReason An_obstacle_of_the_connector_makes_it_wait(HoldReason obstacle) =>
        On(Failed, new ConnectorCondition(obstacle, "f1"), Noon.AddDays(1)).Reason;

    [TestCase(FailureClass.Misconfigured, "f1", ExpectedResult = RetryReason.ConfigurationUnchanged)]
    [TestCase(FailureClass.GuardRefused, "f1", ExpectedResult = RetryReason.ConfigurationUnchanged)]
    [TestCase(FailureClass.GuardRefused, "f2", ExpectedResult = RetryReason.Eligible)]
    [TestCase(FailureClass.Misconfigured, "f2", ExpectedResult = RetryReason.Eligible)]
    [TestCase(FailureClass.Rejected, "f1", ExpectedResult = RetryReason.Eligible)]
    public RetryReason A_failure_by_configuration_waits_until_the_configuration_changes(FailureClass failure, string now) =>
        On(Failed with { LastFailureClass = failure }, new ConnectorCondition(null, now), Noon.AddDays(1)).Reason;

    [Test]
    public void The_rules_speak_in_their_order()
    {
        var all = Failed with { FailedAttempts = 3, DeferredUntil = Noon.AddHours(1) };
        var paused = new ConnectorCondition(HoldReason.ConnectorPaused, "f1");

        Assert.That(On(all, paused, Noon).Reason, Is.EqualTo(RetryReason.AttemptsExhausted));
        Assert.That(On(all with { FailedAttempts = 1 }, paused, Noon).Reason, Is.EqualTo(RetryReason.ConnectorPaused));
        Assert.That(On(all with { FailedAttempts = 1 }, Well, Noon).Reason, Is.EqualTo(RetryReason.Deferred));
        Assert.That(On(Failed, Well, Noon).Reason, Is.EqualTo(RetryReason.BackingOff));
    }

    [TestCase(RetryReason.AttemptsExhausted, ExpectedResult = RetryAction.Suppress)]
    [TestCase(RetryReason.ConnectorMissing, ExpectedResult = RetryAction.Wait)]
    [TestCase(RetryReason.ConnectorPaused, ExpectedResult = RetryAction.Wait)]
    [TestCase(RetryReason.CircuitOpen, ExpectedResult = RetryAction.Wait)]
    [TestCase(RetryReason.ConfigurationUnchanged, ExpectedResult = RetryAction.Wait)]
    [TestCase(RetryReason.Deferred, ExpectedResult = RetryAction.Wait)]
    [TestCase(RetryReason.BackingOff, ExpectedResult = RetryAction.Wait)]
    [TestCase(RetryReason.Eligible, ExpectedResult = RetryAction.Retry)]
    public RetryAction Each_reason_has_its_action(RetryReason reason)
    {
        Assert.That(reason.Sentence(), Does.EndWith("."));
        return reason.Action();
    }

    [Test]
    public void The_next_retry_is_after_both_the_back_off_and_the_deferral()
    {
        Assert.That(On(Failed, Well, Noon).NextRetryAt, Is.EqualTo(Earliest));
        Assert.That(
            On(Failed with { DeferredUntil = Noon.AddHours(5) }, Well, Noon).NextRetryAt, Is.EqualTo(Noon.AddHours(5)));
        Assert.That(On(Failed with { DeferredUntil = Noon }, Well, Noon).NextRetryAt, Is.EqualTo(Earliest));
        Assert.That(On(Failed with { FailedAttempts = 3 }, Well, Noon).NextRetryAt, Is.Null);
        Assert.That(On(Failed, Well, Noon).DelayMinutes, Is.EqualTo(15));
    }

    [Test]
    public void What_was_held_before_its_first_attempt_waits_for_nothing_once_the_way_is_free()
    {
        var held = ADestination();
        Assert.That(held.Hold(HoldReason.ConnectorPaused, AWorker, null, Noon).Refusal, Is.Null);

        Assert.That(On(held.StandingAt(Noon), Well, Noon).Reason, Is.EqualTo(RetryReason.Eligible));
    }

    [Test]
    public void Nothing_is_decided_about_what_is_not_open() =>
        Assert.That(() => On(ADestination().StandingAt(Noon), Well, Noon), Throws.ArgumentException);

    private static RetryVerdict On(DestinationSummary standing, ConnectorCondition condition, DateTimeOffset now) =>
        RetryVerdict.On(standing, condition, RetryPolicy.Default, now);
}
