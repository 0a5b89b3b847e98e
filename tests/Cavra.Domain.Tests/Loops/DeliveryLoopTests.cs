using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Loops;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.Tests.RetryPlans;
using static Cavra.Domain.Tests.AuditDeliveries.GivenDelivery;

namespace Cavra.Domain.Tests.Loops;

public sealed class DeliveryLoopTests
{
    [Test]
    public void What_never_failed_and_what_repeats_by_itself_is_no_loop()
    {
        Assert.That(DeliveryLoop.Of(ADestination(), [], isApproved: false, Noon), Is.Null);
        Assert.That(DeliveryLoop.Of(AFailedDestination(DeliverySource.Notification), [], isApproved: false, Noon), Is.Null);
    }

    [Test]
    public void A_loop_opens_at_the_first_failure_with_every_gate_before_it()
    {
        var loop = DeliveryLoop.Of(AFailedDestination(), [], isApproved: false, Noon.AddHours(1))!;

        Assert.That(loop.OpenedAt, Is.EqualTo(Noon));
        Assert.That(loop.IsOpen);
        Assert.That(loop.OpenGate, Is.EqualTo(Gate.Noticed));
        Assert.That(loop.Gates, Has.All.Matches<GateView>(gate => gate is { Applies: true, IsPassed: false }));
        Assert.That(loop.Gates[0].Elapsed, Is.EqualTo(TimeSpan.FromHours(1)));
        Assert.That(loop.Gates[1].Elapsed, Is.Null);
        Assert.That(loop.Age(Noon.AddHours(1)), Is.EqualTo(TimeSpan.FromHours(1)));
    }

    [Test]
    public void An_interrupted_attempt_is_a_loop_before_anybody_recorded_it()
    {
        var destination = ADestination();
        destination.Begun(Noon);

        Assert.That(DeliveryLoop.Of(destination, [], isApproved: false, Noon + Lease - TimeSpan.FromTicks(1)), Is.Null);
        Assert.That(DeliveryLoop.Of(destination, [], isApproved: false, Noon + Lease)?.OpenedAt, Is.EqualTo(Noon + Lease));
    }

    [Test]
    public void Each_gate_took_the_time_since_the_one_passed_before_it_and_the_first_open_one_is_next()
    {
        GateFact[] facts = [Passed(Gate.Noticed, 10), Passed(Gate.Reviewed, 30)];

        var loop = DeliveryLoop.Of(AFailedDestination(), facts, isApproved: false, Noon.AddMinutes(60))!;

        Assert.That(loop.OpenGate, Is.EqualTo(Gate.Routed));
        Assert.That(
            loop.Gates.Select(gate => gate.Elapsed?.TotalMinutes), Is.EqualTo(new double?[] { 10, 50, 20, null, null, null }));
        Assert.That(loop.Gates[2].Fact?.EvidenceId, Is.EqualTo("ev-Reviewed"));
    }

    [Test]
    public void Of_several_facts_for_a_gate_the_earliest_counts()
    {
        var loop = DeliveryLoop.Of(AFailedDestination(), [Passed(Gate.Noticed, 20), Passed(Gate.Noticed, 10)], isApproved: false, Noon.AddHours(1))!;

        Assert.That(loop.Gates[0].Fact?.PassedAt, Is.EqualTo(Noon.AddMinutes(10)));
    }

    [Test]
    public void A_loop_reviewed_away_needs_neither_approval_nor_execution_nor_recovery()
    {
        var destination = AFailedDestination();
        GivenPlan.Acknowledged(destination, RetryAcknowledgementState.Resolved, Noon.AddMinutes(30));

        var loop = DeliveryLoop.Of(destination, [Passed(Gate.Noticed, 10), Passed(Gate.Reviewed, 30)], isApproved: false, Noon.AddHours(1))!;

        Assert.That(Applying(loop), Is.EqualTo(new[] { Gate.Noticed, Gate.Reviewed }));
        Assert.That(loop.IsOpen, Is.False);
        Assert.That(loop.ClosedAt, Is.EqualTo(Noon.AddMinutes(30)));
        Assert.That(loop.Age(Noon.AddDays(1)), Is.EqualTo(TimeSpan.FromMinutes(30)));
        Assert.That(loop.OpenGate, Is.Null);
    }

    [Test]
    public void An_end_without_evidence_of_its_gates_leaves_the_loop_open()
    {
        var destination = AFailedDestination();
        GivenPlan.Acknowledged(destination, RetryAcknowledgementState.Dismissed, Noon);

        var loop = DeliveryLoop.Of(destination, [Passed(Gate.Noticed, 0)], isApproved: false, Noon.AddHours(1))!;

        Assert.That(loop.IsOpen);
        Assert.That(loop.OpenGate, Is.EqualTo(Gate.Reviewed));
    }

    [Test]
    public void A_governed_retry_that_delivered_needs_its_approval_on_record()
    {
        var destination = AFailedDestination();
        destination.Recorded(destination.Begun(Noon.AddMinutes(50), AttemptGrounds.Governed), Success(Noon.AddMinutes(51)));
        GateFact[] facts =
            [Passed(Gate.Noticed, 10), Passed(Gate.Reviewed, 30), Passed(Gate.Executed, 51), Passed(Gate.Recovered, 51)];

        var unapproved = DeliveryLoop.Of(destination, facts, isApproved: false, Noon.AddHours(1))!;
        var approved = DeliveryLoop.Of(destination, [.. facts, Passed(Gate.Approved, 40)], isApproved: false, Noon.AddHours(1))!;

        Assert.That(unapproved.OpenGate, Is.EqualTo(Gate.Approved));
        Assert.That(unapproved.IsOpen);
        Assert.That(approved.ClosedAt, Is.EqualTo(Noon.AddMinutes(51)));
        Assert.That(Applying(approved), Does.Not.Contain(Gate.Routed));
    }

    [Test]
    public void A_late_success_needs_only_its_own_proof()
    {
        var destination = ADestination();
        var intent = destination.Begun(Noon);
        destination.Interrupted(Noon + Lease);
        destination.Recorded(intent, Success(Noon + Lease));

        Assert.That(DeliveryLoop.Of(destination, [], isApproved: false, Noon.AddHours(1))?.OpenGate, Is.EqualTo(Gate.Recovered));
        var loop = DeliveryLoop.Of(destination, [Passed(Gate.Noticed, 3), Passed(Gate.Recovered, 4)], isApproved: false, Noon.AddHours(1))!;
        Assert.That(Applying(loop), Is.EqualTo(new[] { Gate.Noticed, Gate.Recovered }));
        Assert.That(loop.IsOpen, Is.False);
    }

    private static GateFact Passed(Gate gate, int minutes) => new(gate, Noon.AddMinutes(minutes), "dana", $"ev-{gate}");

    private static Gate[] Applying(DeliveryLoop loop) => [.. loop.Gates.Where(gate => gate.Applies).Select(gate => gate.Gate)];
}
