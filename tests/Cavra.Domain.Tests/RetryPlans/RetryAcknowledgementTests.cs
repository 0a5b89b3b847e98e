using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;
using static Cavra.Domain.Tests.AuditDeliveries.GivenDelivery;
using static Cavra.Domain.Tests.RetryPlans.GivenPlan;

namespace Cavra.Domain.Tests.RetryPlans;

public sealed class RetryAcknowledgementTests
{
    [TestCase(RetryAcknowledgementState.Accepted, DestinationState.Failed)]
    [TestCase(RetryAcknowledgementState.Deferred, DestinationState.Failed)]
    [TestCase(RetryAcknowledgementState.Escalated, DestinationState.Failed)]
    [TestCase(RetryAcknowledgementState.Resolved, DestinationState.Closed)]
    [TestCase(RetryAcknowledgementState.Dismissed, DestinationState.Closed)]
    public void Each_answer_has_its_effect(RetryAcknowledgementState state, DestinationState expected)
    {
        var destination = AFailedDestination();

        var acknowledgement = Acknowledged(destination, state, Noon);

        Assert.That(destination.State, Is.EqualTo(expected));
        Assert.That(destination.Review?.State, Is.EqualTo(state));
        Assert.That(destination.Review?.AcknowledgementId, Is.EqualTo(acknowledgement.Id));
        Assert.That(destination.Review?.Actor, Is.EqualTo(Dana));
        Assert.That(destination.ClosedBy, Is.EqualTo(expected is DestinationState.Closed ? Dana : null));
        Assert.That(destination.ClosedAs, Is.EqualTo(expected is DestinationState.Closed ? state : null));
        Assert.That(destination.AcceptedBy, Is.EqualTo(state is RetryAcknowledgementState.Accepted ? Dana : null));
        Assert.That(acknowledgement.Evidence.Summary["acknowledgement_state"], Is.EqualTo(WireName.Of(state)));
    }

    [Test]
    public void A_retry_stays_accepted_when_it_fails_again_until_somebody_answers_otherwise()
    {
        var destination = AFailedDestination();
        Acknowledged(destination, RetryAcknowledgementState.Accepted, Noon);

        destination.Recorded(destination.Begun(Noon, AttemptGrounds.Governed), Failure(Noon));

        Assert.That(destination.AcceptedBy, Is.EqualTo(Dana));
        Acknowledged(destination, RetryAcknowledgementState.Escalated, Noon);
        Assert.That(destination.AcceptedBy, Is.Null);
    }

    [Test]
    public void The_newest_answer_decides()
    {
        var destination = AFailedDestination();
        Acknowledged(destination, RetryAcknowledgementState.Deferred, Noon);
        Assert.That(APlan(Noon.AddHours(1), destination).Decisions[0].Reason, Is.EqualTo(RetryReason.Deferred));

        Acknowledged(destination, RetryAcknowledgementState.Accepted, Noon.AddHours(1));

        Assert.That(APlan(Noon.AddHours(1), destination).Decisions[0].Reason, Is.EqualTo(RetryReason.Eligible));
    }

    [Test]
    public void A_deferral_without_an_instant_is_for_a_day()
    {
        var destination = AFailedDestination();

        var acknowledgement = Acknowledged(destination, RetryAcknowledgementState.Deferred, Noon);

        Assert.That(acknowledgement.DeferUntil, Is.EqualTo(Noon.AddHours(24)));
        Assert.That(destination.StandingAt(Noon).DeferredUntil, Is.EqualTo(Noon.AddHours(24)));
    }

    [TestCase(0, ExpectedResult = "retry_acknowledgement.deferral_out_of_range")]
    [TestCase(1, ExpectedResult = null)]
    public string? A_deferral_ends_in_the_future(int ticks) =>
        Refused(new RetryReview(RetryAcknowledgementState.Deferred, Noon.AddTicks(ticks)))?.Code;

    [TestCase(0, ExpectedResult = null)]
    [TestCase(1, ExpectedResult = "retry_acknowledgement.deferral_out_of_range")]
    public string? A_deferral_lasts_thirty_days_at_most(int ticks) =>
        Refused(new RetryReview(RetryAcknowledgementState.Deferred, Noon.AddDays(30).AddTicks(ticks)))?.Code;

    [Test]
    public void Only_a_deferral_has_an_instant() =>
        Assert.That(
            Refused(new RetryReview(RetryAcknowledgementState.Accepted, Noon.AddDays(1))),
            Is.EqualTo(RetryAcknowledgementRefusals.NotDeferred));

    [TestCase(null, null, ExpectedResult = "retry_acknowledgement.resolution_unproven")]
    [TestCase("  ", " ", ExpectedResult = "retry_acknowledgement.resolution_unproven")]
    [TestCase("INC-1", null, ExpectedResult = null)]
    [TestCase(null, "Sent by hand.", ExpectedResult = null)]
    public string? Resolving_needs_a_reference_or_notes(string? reference, string? notes) =>
        Refused(new RetryReview(RetryAcknowledgementState.Resolved, null, Optional(reference), Optional(notes)))?.Code;

    [TestCase("INC-1", null, ExpectedResult = "retry_acknowledgement.dismissal_unexplained")]
    [TestCase(null, " ", ExpectedResult = "retry_acknowledgement.dismissal_unexplained")]
    [TestCase(null, "Not needed.", ExpectedResult = null)]
    public string? Dismissing_needs_notes(string? reference, string? notes) =>
        Refused(new RetryReview(RetryAcknowledgementState.Dismissed, null, Optional(reference), Optional(notes)))?.Code;

    [Test]
    public void A_provider_that_is_not_in_the_plan_can_not_be_answered_for()
    {
        var plan = APlan(Noon, AFailedDestination());

        var result = RetryAcknowledgement.Of(
            plan, "slack", plan.Decisions.NamedBy("slack"), [], new RetryReview(RetryAcknowledgementState.Accepted), Dana, Noon);

        Assert.That(result.Refusal, Is.EqualTo(RetryPlanRefusals.DecisionAbsent));
    }

    [Test]
    public void One_destination_that_is_not_open_any_more_refuses_the_answer_for_all_and_is_named()
    {
        var open = AFailedDestination();
        var delivered = AFailedDestination();
        var plan = APlan(Noon, open, delivered);
        delivered.Recorded(delivered.Begun(Noon, AttemptGrounds.Governed), Success(Noon));

        var refusal = Answer(plan, "webhook", [open, delivered], new RetryReview(RetryAcknowledgementState.Accepted));

        Assert.That(refusal?.Code, Is.EqualTo("destination.not_open"));
        Assert.That(refusal?.Kind, Is.EqualTo(RefusalKind.Conflict));
        Assert.That(refusal?.Message, Does.Contain(delivered.Id.ToString()).And.Contain(delivered.DeliveryId.ToString()));
        Assert.That(open.Review, Is.Null);
    }

    [Test]
    public void What_is_being_sent_can_not_be_answered_for_until_its_lease_runs_out()
    {
        var destination = AFailedDestination();
        var plan = APlan(Noon, destination);
        destination.Begun(Noon, AttemptGrounds.Governed);
        var accepted = new RetryReview(RetryAcknowledgementState.Accepted);

        Assert.That(Answer(plan, "siem", [destination], accepted)?.Code, Is.EqualTo("destination.in_flight"));
        Assert.That(Answer(plan, "siem", [destination], accepted, Noon + Lease), Is.Null);
        destination.Interrupted(Noon + Lease);
        Assert.That(destination.AcceptedBy, Is.EqualTo(Dana));
    }

    [Test]
    public void Sources_that_repeat_by_themselves_are_not_reviewed() =>
        Assert.That(
            AFailedDestination(DeliverySource.Notification).ReviewRefusal(Noon)?.Code, Is.EqualTo("destination.not_reviewable"));

    [Test]
    public void A_name_means_the_connector_that_has_it_and_only_else_the_vendor()
    {
        var siem = AFailedDestination();
        var hook = AFailedDestination(connector: Itsm with { Name = "webhook" });
        var decisions = APlan(Noon, siem, hook).Decisions;

        Assert.That(decisions.NamedBy("siem").Select(it => it.DestinationId), Is.EqualTo(new[] { siem.Id }));
        Assert.That(decisions.NamedBy("webhook").Select(it => it.DestinationId), Is.EqualTo(new[] { hook.Id }));
        Assert.That(decisions.Where(it => it.Connector != "webhook").NamedBy("webhook").Select(it => it.DestinationId), Is.EqualTo(new[] { siem.Id }));
        Assert.That(decisions.NamedBy("slack"), Is.Empty);
    }

    [Test]
    public void An_answer_names_its_delivery_only_when_there_is_one()
    {
        var first = AFailedDestination();
        var second = AFailedDestination();
        var plan = APlan(Noon, first, second);
        var review = new RetryReview(RetryAcknowledgementState.Accepted);

        var both = RetryAcknowledgement.Of(plan, "siem", plan.Decisions, [first, second], review, Dana, Noon).Value;
        var one = RetryAcknowledgement.Of(plan, "siem", [.. plan.Decisions.Where(it => it.DestinationId == first.Id)], [first], review, Dana, Noon).Value;

        Assert.That((both.DeliveryId, both.AuditId), Is.EqualTo(((AuditDeliveryId?)null, (AuditPackageId?)null)));
        Assert.That(both.Destinations, Is.EquivalentTo(new[] { first.Id, second.Id }));
        Assert.That((one.DeliveryId, one.AuditId), Is.EqualTo((first.DeliveryId, first.AuditId)));
    }

    [Test]
    public void An_answer_is_about_one_connector_only()
    {
        var siem = AFailedDestination();
        var itsm = AFailedDestination(connector: Itsm);
        var plan = APlan(Noon, siem, itsm);

        var answer = RetryAcknowledgement.Of(
            plan, "webhook", plan.Decisions, [siem, itsm], new RetryReview(RetryAcknowledgementState.Accepted), Dana, Noon);

        Assert.That(answer.Refusal, Is.EqualTo(ConnectorRefusals.Ambiguous));
        Assert.That((siem.Review, itsm.Review), Is.EqualTo(((object?)null, (object?)null)));
    }

    [Test]
    public void Destinations_that_are_not_those_of_the_decisions_are_a_bug_of_the_caller()
    {
        var plan = APlan(Noon, AFailedDestination());

        Assert.That(
            () => Answer(plan, "siem", [AFailedDestination()], new RetryReview(RetryAcknowledgementState.Accepted)),
            Throws.ArgumentException);
    }

    private static FreeText? Optional(string? text) => text is null ? null : Text(text);

    private static Refusal? Refused(RetryReview review)
    {
        var destination = AFailedDestination();
        return Answer(APlan(Noon, destination), "siem", [destination], review);
    }

    private static Refusal? Answer(
        RetryPlan plan,
        string provider,
        IReadOnlyList<Destination> destinations,
        RetryReview review,
        DateTimeOffset? now = null) =>
        RetryAcknowledgement.Of(plan, provider, plan.Decisions.NamedBy(provider), destinations, review, Dana, now ?? Noon).Refusal;
}
