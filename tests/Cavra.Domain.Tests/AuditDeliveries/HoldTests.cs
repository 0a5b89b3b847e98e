using Cavra.Domain.AuditDeliveries;
using static Cavra.Domain.Tests.AuditDeliveries.GivenDelivery;

namespace Cavra.Domain.Tests.AuditDeliveries;

public sealed class HoldTests
{
    [Test]
    public void Holding_opens_a_loop_leaves_a_row_and_is_not_a_failed_attempt()
    {
        var destination = ADestination();

        var attempt = destination.Hold(HoldReason.CircuitOpen, AWorker, Noon.AddSeconds(30), Noon).Value;

        Assert.That(destination.State, Is.EqualTo(DestinationState.Held));
        Assert.That(destination.HoldReason, Is.EqualTo(HoldReason.CircuitOpen));
        Assert.That(destination.OpenSince, Is.EqualTo(Noon));
        Assert.That(destination.FailedAttempts, Is.Zero);
        Assert.That(destination.AttemptNumber, Is.Zero);
        Assert.That((attempt.Outcome, attempt.HoldReason, attempt.Tries, attempt.StatusCode), Is.EqualTo(
            (DeliveryOutcome.Held, HoldReason.CircuitOpen, 0, (int?)null)));
        Assert.That(attempt.Error, Does.StartWith("Not tried"));
    }

    [Test]
    public void A_held_first_attempt_is_due_again_when_it_is_said_to_be()
    {
        var destination = ADestination();

        Assert.That(destination.Hold(HoldReason.CircuitOpen, AWorker, Noon.AddSeconds(30), Noon).Refusal, Is.Null);

        Assert.That(destination.NextAttemptAt, Is.EqualTo(Noon.AddSeconds(30)));
    }

    [Test]
    public void A_held_first_attempt_is_due_at_once_when_it_is_released()
    {
        var destination = ADestination();
        Assert.That(destination.Hold(HoldReason.ConnectorPaused, AWorker, null, Noon).Refusal, Is.Null);

        Assert.That(destination.Release(Noon.AddHours(1)).Refusal, Is.Null);

        Assert.That(destination.NextAttemptAt, Is.EqualTo(Noon.AddHours(1)));
        Assert.That(destination.Begun(Noon.AddHours(1)).Number, Is.EqualTo(1));
        Assert.That(destination.HoldReason, Is.Null);
    }

    [Test]
    public void What_had_failed_before_it_was_held_is_not_released_past_its_governed_retry()
    {
        var destination = AFailedDestination();
        Assert.That(destination.Hold(HoldReason.ConnectorPaused, AWorker, Noon.AddSeconds(1), Noon).Refusal, Is.Null);

        Assert.That(destination.Release(Noon).Refusal, Is.EqualTo(DestinationRefusals.RetryIsGoverned));
        Assert.That(destination.NextAttemptAt, Is.Null);
        Assert.That(destination.FailedAttempts, Is.EqualTo(1));
    }

    [Test]
    public void Only_what_is_held_can_be_released() =>
        Assert.That(AFailedDestination().Release(Noon).Refusal, Is.EqualTo(DestinationRefusals.NotOpen));

    [Test]
    public void What_is_under_way_or_delivered_can_not_be_held()
    {
        var destination = ADestination();
        var intent = destination.Begun(Noon);
        Assert.That(
            destination.Hold(HoldReason.ConnectorPaused, AWorker, null, Noon).Refusal, Is.EqualTo(DestinationRefusals.InFlight));

        destination.Recorded(intent, Success(Noon));
        Assert.That(
            destination.Hold(HoldReason.ConnectorPaused, AWorker, null, Noon).Refusal, Is.EqualTo(DestinationRefusals.Settled));
    }
}
