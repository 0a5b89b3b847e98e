using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.RetryPlans;
using static Cavra.Domain.Tests.AuditDeliveries.GivenDelivery;

namespace Cavra.Domain.Tests.AuditDeliveries;

public sealed class RepeatTests
{
    [TestCase(DeliverySource.Notification)]
    [TestCase(DeliverySource.WorkerHealthAlert)]
    [TestCase(DeliverySource.RecoveryEscalation)]
    public void Other_sources_than_audits_repeat_by_themselves_after_the_default_back_off(DeliverySource source)
    {
        var destination = AFailedDestination(source);

        Assert.That(
            destination.NextAttemptAt, Is.EqualTo(RetryPolicy.Default.EarliestRetry(destination.Id, 1, Noon, null)));
        Assert.That(destination.Begun(destination.NextAttemptAt!.Value).Number, Is.EqualTo(2));
    }

    [Test]
    public void They_repeat_as_often_as_the_default_policy_allows_and_no_more()
    {
        var destination = AFailedDestination(DeliverySource.Notification);
        destination.Recorded(destination.Begun(Noon), Failure(Noon));
        Assert.That(destination.NextAttemptAt, Is.Not.Null);

        destination.Recorded(destination.Begun(Noon), Failure(Noon));

        Assert.That(destination.NextAttemptAt, Is.Null);
        Assert.That(
            destination.Begin(AWorker, AttemptGrounds.Automatic, "f1", Lease, Noon).Refusal,
            Is.EqualTo(DestinationRefusals.AttemptsExhausted));
    }

    [Test]
    public void An_interrupted_one_repeats_too()
    {
        var destination = ADestination(DeliverySource.WorkerHealthAlert);
        destination.Begun(Noon);

        destination.Interrupted(Noon + Lease);

        Assert.That(destination.NextAttemptAt, Is.GreaterThan(Noon + Lease));
    }

    [Test]
    public void A_late_answer_that_asks_for_time_is_given_it()
    {
        var destination = ADestination(DeliverySource.Notification);
        var intent = destination.Begun(Noon);
        destination.Interrupted(Noon + Lease);

        destination.Recorded(intent, Failure(Noon + Lease, retryAfter: TimeSpan.FromHours(3)));

        Assert.That(destination.NextAttemptAt, Is.EqualTo(Noon + Lease + TimeSpan.FromHours(3)));
    }
}
