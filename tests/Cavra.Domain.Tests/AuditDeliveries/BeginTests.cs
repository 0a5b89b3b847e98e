using Cavra.Domain.AuditDeliveries;
using static Cavra.Domain.Tests.AuditDeliveries.GivenDelivery;

namespace Cavra.Domain.Tests.AuditDeliveries;

public sealed class BeginTests
{
    [Test]
    public void A_new_destination_is_pending_and_due_at_once()
    {
        var destination = ADestination();

        Assert.That(destination.State, Is.EqualTo(DestinationState.Pending));
        Assert.That(destination.NextAttemptAt, Is.EqualTo(Noon));
        Assert.That(destination.OpenSince, Is.Null);
    }

    [Test]
    public void Beginning_takes_a_lease_and_is_the_first_attempt()
    {
        var destination = ADestination();

        var intent = destination.Begun(Noon.AddSeconds(3));

        Assert.That(destination.State, Is.EqualTo(DestinationState.Sending));
        Assert.That(destination.LeaseHolder, Is.EqualTo(AWorker));
        Assert.That(destination.LeaseUntil, Is.EqualTo(Noon.AddSeconds(3) + Lease));
        Assert.That(destination.NextAttemptAt, Is.Null);
        Assert.That(intent.Number, Is.EqualTo(1));
        Assert.That(intent.QueuedAt, Is.EqualTo(Noon));
        Assert.That(intent.EventId, Is.EqualTo(destination.EventId));
    }

    [Test]
    public void A_second_attempt_does_not_begin_while_the_first_is_under_way()
    {
        var destination = ADestination();
        destination.Begun(Noon);

        var second = destination.Begin(AWorker, AttemptGrounds.Governed, "f1", Lease, Noon);

        Assert.That(second.Refusal, Is.EqualTo(DestinationRefusals.InFlight));
        Assert.That(destination.AttemptNumber, Is.EqualTo(1));
    }

    [Test]
    public void What_is_delivered_is_not_sent_again()
    {
        var destination = ADestination();
        destination.Recorded(destination.Begun(Noon), Success(Noon));

        var again = destination.Begin(AWorker, AttemptGrounds.Governed, "f1", Lease, Noon);

        Assert.That(again.Refusal, Is.EqualTo(DestinationRefusals.Settled));
    }

    [TestCase(AttemptGrounds.Automatic, ExpectedResult = "destination.retry_is_governed")]
    [TestCase(AttemptGrounds.Governed, ExpectedResult = null)]
    public string? A_failed_audit_destination_is_tried_again_only_by_a_governed_retry(AttemptGrounds grounds) =>
        AFailedDestination().Begin(AWorker, grounds, "f1", Lease, Noon).Refusal?.Code;

    [Test]
    public void The_event_is_the_same_at_every_attempt()
    {
        var destination = ADestination();
        var first = destination.Begun(Noon);
        destination.Recorded(first, Failure(Noon));

        var second = destination.Begun(Noon, AttemptGrounds.Governed);

        Assert.That(second.EventId, Is.EqualTo(first.EventId));
        Assert.That(second.Number, Is.EqualTo(2));
        Assert.That(destination.IsRetryGoverned);
    }
}
