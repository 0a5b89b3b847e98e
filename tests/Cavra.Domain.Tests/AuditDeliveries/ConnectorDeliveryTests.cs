using Cavra.Domain.AuditDeliveries;
using static Cavra.Domain.Tests.AuditDeliveries.GivenDelivery;

namespace Cavra.Domain.Tests.AuditDeliveries;

public sealed class ConnectorDeliveryTests
{
    [Test]
    public void A_round_succeeds_only_when_every_destination_took_the_event()
    {
        var what = AnEvent();
        var delivered = Attempted(what, "siem", Success(Noon));
        var failed = Attempted(what, "itsm", Failure(Noon) with { Tries = 3 });

        var round = ConnectorDelivery.Of(what, [delivered, failed], Noon);

        Assert.That(round.Success, Is.False);
        Assert.That(ConnectorDelivery.Of(what, [delivered], Noon).Success);
        Assert.That(round.Evidence.Summary["providers"], Is.EqualTo(new[] { "siem", "itsm" }));
        Assert.That(round.Evidence.Summary["failed_providers"], Is.EqualTo(new[] { "itsm" }));
        Assert.That(round.Evidence.Summary["attempt_count"], Is.EqualTo(4));
        Assert.That(round.Evidence.Summary["status_codes"], Is.EqualTo(new[] { 204, 503 }));
    }

    [Test]
    public void What_was_not_tried_is_in_the_round_without_an_attempt_or_a_status()
    {
        var what = AnEvent();
        var held = Destination.Of(what, Siem, null, Noon).Hold(HoldReason.ConnectorPaused, AWorker, null, Noon).Value;

        var round = ConnectorDelivery.Of(what, [held], Noon);

        Assert.That(round.Success, Is.False);
        Assert.That(round.Deliveries[0].Outcome, Is.EqualTo(DeliveryOutcome.Held));
        Assert.That(round.Evidence.Summary["attempt_count"], Is.Zero);
        Assert.That(round.Evidence.Summary["status_codes"], Is.Empty);
    }

    [Test]
    public void Nothing_sent_is_no_success() =>
        Assert.That(ConnectorDelivery.Of(AnEvent(), [], Noon).Success, Is.False);

    [Test]
    public void An_attempt_with_another_event_does_not_belong_to_the_round() =>
        Assert.That(
            () => ConnectorDelivery.Of(AnEvent(), [Attempted(AnEvent(), "siem", Success(Noon))], Noon), Throws.ArgumentException);

    private static Attempt Attempted(DeliveryEvent what, string connector, AttemptReport report)
    {
        var destination = Destination.Of(what, Siem with { Name = connector }, null, Noon);
        return destination.Recorded(destination.Begun(Noon), report);
    }
}
