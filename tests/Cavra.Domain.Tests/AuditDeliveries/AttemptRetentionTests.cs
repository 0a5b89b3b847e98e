using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Loops;
using static Cavra.Domain.Tests.AuditDeliveries.GivenDelivery;

namespace Cavra.Domain.Tests.AuditDeliveries;

public sealed class AttemptRetentionTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly DateTimeOffset Later = Noon.AddHours(3);

    [Test]
    public void What_was_delivered_at_once_keeps_its_attempt_for_400_days()
    {
        var destination = ADestination();
        destination.Recorded(destination.Begun(Noon), Success(Noon));

        Assert.That(AttemptRetention.MayGo(destination, [], Noon.AddDays(400) - Second), Is.False);
        Assert.That(AttemptRetention.MayGo(destination, [], Noon.AddDays(400)), Is.True);
    }

    [Test]
    public void A_loop_that_nobody_closed_keeps_its_attempts_for_ever() =>
        Assert.That(AttemptRetention.MayGo(AFailedDestination(), [], Noon.AddYears(100)), Is.False);

    [Test]
    public void What_is_being_sent_keeps_its_attempts()
    {
        var destination = AFailedDestination(DeliverySource.Notification);
        destination.Begun(destination.NextAttemptAt!.Value);

        Assert.That(AttemptRetention.MayGo(destination, [], Noon.AddYears(100)), Is.False);
    }

    [Test]
    public void A_loop_ends_with_its_last_gate_however_long_ago_it_was_delivered()
    {
        var destination = AFailedDestination();
        destination.Recorded(destination.Begun(Noon, AttemptGrounds.GovernedUnreviewed), Success(Noon));
        GateFact[] open = [Passed(Gate.Noticed, Noon), Passed(Gate.Approved, Noon), Passed(Gate.Executed, Noon)];
        GateFact[] closed = [.. open, Passed(Gate.Recovered, Later)];

        Assert.That(AttemptRetention.MayGo(destination, open, Noon.AddYears(100)), Is.False, "a gate is open");
        Assert.That(AttemptRetention.MayGo(destination, closed, Later.AddDays(400) - Second), Is.False);
        Assert.That(AttemptRetention.MayGo(destination, closed, Later.AddDays(400)), Is.True);
    }

    [Test]
    public void What_is_sent_by_itself_ends_when_it_has_used_up_its_attempts()
    {
        var destination = AFailedDestination(DeliverySource.Notification);
        Assert.That(AttemptRetention.MayGo(destination, [], Noon.AddYears(100)), Is.False, "it is tried again");
        destination.Recorded(destination.Begun(Noon), Failure(Noon));
        destination.Recorded(destination.Begun(Noon), Failure(Later));

        Assert.That(AttemptRetention.MayGo(destination, [], Later.AddDays(400) - Second), Is.False);
        Assert.That(AttemptRetention.MayGo(destination, [], Later.AddDays(400)), Is.True);
    }

    [Test]
    public void What_tells_of_a_trouble_that_is_over_ends_with_it()
    {
        var destination = AFailedDestination(DeliverySource.WorkerHealthAlert);
        destination.Supersede(Later);

        Assert.That(AttemptRetention.MayGo(destination, [], Later.AddDays(400) - Second), Is.False);
        Assert.That(AttemptRetention.MayGo(destination, [], Later.AddDays(400)), Is.True);
    }

    [Test]
    public void What_its_vendor_has_yet_to_confirm_has_not_ended()
    {
        var destination = ADestination();
        destination.Recorded(destination.Begun(Noon), Success(Noon) with { Outcome = DeliveryOutcome.Unconfirmed, Reference = "a-1" });

        Assert.That(AttemptRetention.MayGo(destination, [], Noon.AddDays(400)), Is.False);
    }

    [Test]
    public void Attempts_were_removed_where_something_has_ended_without_one()
    {
        var delivered = ADestination();
        delivered.Recorded(delivered.Begun(Noon), Success(Noon));

        Assert.That(AttemptRetention.AreRemoved(delivered, onRecord: 0), Is.True);
        Assert.That(AttemptRetention.AreRemoved(delivered, onRecord: 1), Is.False);
        Assert.That(AttemptRetention.AreRemoved(ADestination(), onRecord: 0), Is.False, "nothing was tried yet");
    }

    private static GateFact Passed(Gate gate, DateTimeOffset at) => new(gate, at, "dana", "evidence-1");
}
