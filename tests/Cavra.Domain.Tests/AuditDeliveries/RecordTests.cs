using Cavra.Domain.AuditDeliveries;
using static Cavra.Domain.Tests.AuditDeliveries.GivenDelivery;

namespace Cavra.Domain.Tests.AuditDeliveries;

public sealed class RecordTests
{
    [TestCase(DeliveryOutcome.Accepted)]
    [TestCase(DeliveryOutcome.Confirmed)]
    [TestCase(DeliveryOutcome.Unconfirmed)]
    public void A_success_delivers_and_says_how(DeliveryOutcome outcome)
    {
        var destination = ADestination();

        var attempt = destination.Recorded(destination.Begun(Noon), Success(Noon) with { Outcome = outcome });

        Assert.That(destination.State, Is.EqualTo(DestinationState.Delivered));
        Assert.That(destination.Outcome, Is.EqualTo(outcome));
        Assert.That(destination.DeliveredAt, Is.EqualTo(Noon));
        Assert.That(destination.LeaseUntil, Is.Null);
        Assert.That(destination.OpenSince, Is.Null);
        Assert.That(attempt.IsSuccess);
    }

    [Test]
    public void A_failure_opens_the_loop_and_is_counted_with_its_class_and_status()
    {
        var destination = ADestination();

        var attempt = destination.Recorded(destination.Begun(Noon), Failure(Noon, retryAfter: TimeSpan.FromSeconds(90)));

        Assert.That(destination.State, Is.EqualTo(DestinationState.Failed));
        Assert.That(destination.FailedAttempts, Is.EqualTo(1));
        Assert.That(destination.OpenSince, Is.EqualTo(Noon));
        Assert.That(destination.LastFailureClass, Is.EqualTo(FailureClass.ServerError));
        Assert.That(destination.FailedStatusCodes, Is.EqualTo(new[] { 503 }));
        Assert.That(destination.RetryAfterUntil, Is.EqualTo(Noon.AddSeconds(90)));
        Assert.That(attempt.RetryAfterSeconds, Is.EqualTo(90));
    }

    [Test]
    public void A_failed_audit_destination_is_never_due_by_itself() =>
        Assert.That(AFailedDestination().NextAttemptAt, Is.Null);

    [Test]
    public void The_loop_stays_as_old_as_its_first_failure()
    {
        var destination = AFailedDestination();
        var later = Noon.AddHours(1);

        destination.Recorded(destination.Begun(later, AttemptGrounds.Governed), Failure(later, statusCode: 429));

        Assert.That(destination.OpenSince, Is.EqualTo(Noon));
        Assert.That(destination.LastFailedAt, Is.EqualTo(later));
        Assert.That(destination.FailedStatusCodes, Is.EqualTo(new[] { 503, 429 }));
    }

    [Test]
    public void The_same_result_is_not_recorded_twice()
    {
        var destination = ADestination();
        var intent = destination.Begun(Noon);
        destination.Recorded(intent, Failure(Noon));

        var again = destination.Record(intent, Failure(Noon), Noon);

        Assert.That(again.Refusal, Is.EqualTo(DestinationRefusals.AlreadyRecorded));
        Assert.That(destination.FailedAttempts, Is.EqualTo(1));
    }

    [Test]
    public void A_result_of_another_destination_or_of_an_attempt_never_begun_is_refused()
    {
        var destination = ADestination();
        var intent = destination.Begun(Noon);

        Assert.That(
            destination.Record(ADestination().Begun(Noon), Success(Noon), Noon).Refusal,
            Is.EqualTo(DestinationRefusals.AttemptUnknown));
        Assert.That(
            destination.Record(intent with { Number = 2 }, Success(Noon), Noon).Refusal,
            Is.EqualTo(DestinationRefusals.AttemptUnknown));
    }

    [Test]
    public void A_receiver_that_asks_for_centuries_does_not_overflow_the_calendar()
    {
        var destination = ADestination();

        destination.Recorded(destination.Begun(Noon), Failure(Noon, retryAfter: TimeSpan.MaxValue));

        Assert.That(destination.RetryAfterUntil, Is.EqualTo(Noon.AddDays(7)));
    }

    [Test]
    public void The_attempt_row_holds_what_the_report_says_and_whose_it_was()
    {
        var destination = ADestination();
        var intent = destination.Begun(Noon);
        var report = Failure(Noon.AddSeconds(1)) with { AnswerBytes = 7, AnswerExcerpt = "busy", Tries = 3 };

        var attempt = destination.Recorded(intent, report);

        Assert.That(attempt.Id, Is.EqualTo(intent.AttemptId));
        Assert.That((attempt.AuditId, attempt.DeliveryId), Is.EqualTo((destination.AuditId, destination.DeliveryId)));
        Assert.That((attempt.AnswerBytes, attempt.AnswerExcerpt, attempt.Tries), Is.EqualTo((7L, "busy", 3)));
        Assert.That(attempt.Worker, Is.EqualTo(AWorker));
        Assert.That(attempt.IsLate, Is.False);
        Assert.That(attempt.Evidence.Summary["failure_class"], Is.EqualTo("server_error"));
        Assert.That(
            attempt.Evidence.Summary["connector_delivery_source"], Is.EqualTo("go_backend_rollback_drill_acknowledgement_audit"));
    }
}
