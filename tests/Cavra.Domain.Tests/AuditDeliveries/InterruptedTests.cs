using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.RetryPlans;
using static Cavra.Domain.Tests.AuditDeliveries.GivenDelivery;

namespace Cavra.Domain.Tests.AuditDeliveries;

public sealed class InterruptedTests
{
    private static readonly DateTimeOffset End = Noon + Lease;

    [TestCase(-1, DestinationState.Sending)]
    [TestCase(0, DestinationState.Failed)]
    public void A_lease_runs_out_at_its_last_instant(int ticks, DestinationState expected)
    {
        var destination = ADestination();
        destination.Begun(Noon);

        Assert.That(destination.EffectiveState(End.AddTicks(ticks)), Is.EqualTo(expected));
        Assert.That(
            destination.LeaseRanOut(End.AddTicks(ticks)).Refusal,
            expected is DestinationState.Sending ? Is.EqualTo(DestinationRefusals.LeaseHolds) : Is.Null);
    }

    [Test]
    public void A_lease_that_ran_out_is_a_failure_of_which_the_outcome_is_said_to_be_unknown()
    {
        var destination = ADestination();
        destination.Begun(Noon);

        var attempt = destination.Interrupted(End.AddMinutes(5));

        Assert.That(destination.State, Is.EqualTo(DestinationState.Failed));
        Assert.That(destination.FailedAttempts, Is.EqualTo(1));
        Assert.That(destination.LastFailureClass, Is.EqualTo(FailureClass.Interrupted));
        Assert.That(destination.LastFailedAt, Is.EqualTo(End));
        Assert.That(destination.IsOutcomeUnknown);
        Assert.That(attempt.Error, Does.Contain("unknown"));
        Assert.That(attempt.StatusCode, Is.Null);
        Assert.That(attempt.CompletedAt, Is.Null);
        Assert.That(attempt.Worker, Is.EqualTo(AWorker));
    }

    [Test]
    public void The_standing_is_the_same_before_and_after_the_interruption_was_recorded()
    {
        var destination = ADestination();
        destination.Begun(Noon);
        var now = End.AddMinutes(1);
        var before = destination.StandingAt(now);

        destination.Interrupted(now);

        Assert.That(destination.StandingAt(now), Is.EqualTo(before));
        Assert.That(before.FailedAttempts, Is.EqualTo(1));
    }

    [Test]
    public void A_late_success_is_the_truth_and_delivers()
    {
        var destination = ADestination();
        var intent = destination.Begun(Noon);
        destination.Interrupted(End);

        var attempt = destination.Recorded(intent, Success(End.AddSeconds(1)));

        Assert.That(destination.State, Is.EqualTo(DestinationState.Delivered));
        Assert.That(attempt.IsLate);
        Assert.That(destination.IsOutcomeUnknown, Is.False);
        Assert.That(destination.OpenSince, Is.EqualTo(End));
    }

    [Test]
    public void A_late_failure_names_its_class_and_is_not_counted_twice()
    {
        var destination = ADestination();
        var intent = destination.Begun(Noon);
        destination.Interrupted(End);

        var attempt = destination.Recorded(intent, Failure(End.AddSeconds(1)));

        Assert.That(attempt.IsLate);
        Assert.That(destination.FailedAttempts, Is.EqualTo(1));
        Assert.That(destination.LastFailureClass, Is.EqualTo(FailureClass.ServerError));
        Assert.That(destination.Record(intent, Failure(End), End).Refusal, Is.EqualTo(DestinationRefusals.AlreadyRecorded));
    }

    [Test]
    public void A_report_after_the_lease_but_before_anybody_noticed_counts_as_usual()
    {
        var destination = ADestination();
        var intent = destination.Begun(Noon);

        var attempt = destination.Recorded(intent, Failure(End.AddSeconds(1)));

        Assert.That(attempt.IsLate, Is.False);
        Assert.That(destination.FailedAttempts, Is.EqualTo(1));
    }

    [Test]
    public void A_late_success_delivers_even_while_a_newer_attempt_is_under_way_whose_failure_then_changes_nothing()
    {
        var destination = ADestination();
        var first = destination.Begun(Noon);
        destination.Interrupted(End);
        var second = destination.Begun(End, AttemptGrounds.Governed);

        destination.Recorded(first, Success(End.AddSeconds(1)));
        var attempt = destination.Recorded(second, Failure(End.AddSeconds(2)));

        Assert.That(destination.State, Is.EqualTo(DestinationState.Delivered));
        Assert.That(destination.FailedAttempts, Is.EqualTo(1));
        Assert.That(destination.LeaseHolder, Is.Null);
        Assert.That((attempt.Number, attempt.IsSuccess), Is.EqualTo((2, false)));
    }

    [Test]
    public void A_late_failure_of_an_older_attempt_is_on_record_and_changes_nothing()
    {
        var destination = ADestination();
        var first = destination.Begun(Noon);
        destination.Interrupted(End);
        destination.Begun(End, AttemptGrounds.Governed);

        var attempt = destination.Recorded(first, Failure(End.AddSeconds(1)));

        Assert.That(attempt.IsLate);
        Assert.That(destination.State, Is.EqualTo(DestinationState.Sending));
        Assert.That(destination.FailedAttempts, Is.EqualTo(1));
        Assert.That(destination.LastFailureClass, Is.EqualTo(FailureClass.Interrupted));
    }

    [Test]
    public void What_a_person_closed_stays_closed_when_a_late_success_comes_in()
    {
        var destination = ADestination();
        var intent = destination.Begun(Noon);
        destination.Interrupted(End);
        RetryPlans.GivenPlan.Acknowledged(destination, RetryAcknowledgementState.Dismissed, End);

        var attempt = destination.Recorded(intent, Success(End.AddSeconds(1)));

        Assert.That(attempt.IsSuccess);
        Assert.That(destination.State, Is.EqualTo(DestinationState.Closed));
        Assert.That(destination.DeliveredAt, Is.Null);
    }
}
