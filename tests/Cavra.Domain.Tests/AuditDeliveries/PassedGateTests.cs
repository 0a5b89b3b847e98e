using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Loops;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.Tests.RetryPlans;
using static Cavra.Domain.Tests.AuditDeliveries.GivenDelivery;

namespace Cavra.Domain.Tests.AuditDeliveries;

public sealed class PassedGateTests
{
    [Test]
    public void A_delivery_after_a_failure_recovers_the_loop()
    {
        var destination = AFailedDestination();

        destination.Recorded(destination.Begun(Noon.AddHours(1), AttemptGrounds.Governed), Success(Noon.AddHours(1)));

        Assert.That(destination.Passed, Is.EqualTo(new[] { Gate.Executed, Gate.Recovered }));
    }

    [Test]
    public void A_first_delivery_that_arrives_opened_no_loop()
    {
        var destination = ADestination();

        destination.Recorded(destination.Begun(Noon), Success(Noon));

        Assert.That(destination.Passed, Is.Empty);
    }

    [Test]
    public void A_failure_passes_no_gate() => Assert.That(AFailedDestination().Passed, Is.Empty);

    [Test]
    public void What_repeats_by_itself_has_no_gates()
    {
        var destination = AFailedDestination(DeliverySource.Notification);

        destination.Recorded(destination.Begun(Noon.AddHours(1)), Success(Noon.AddHours(1)));

        Assert.That(destination.Passed, Is.Empty);
    }

    [TestCase(RetryAcknowledgementState.Accepted)]
    [TestCase(RetryAcknowledgementState.Dismissed)]
    public void A_decision_of_a_person_passes_the_review(RetryAcknowledgementState state)
    {
        var destination = AFailedDestination();

        GivenPlan.Acknowledged(destination, state, Noon);

        Assert.That(destination.Passed, Is.EqualTo(new[] { Gate.Reviewed }));
    }
}
