using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.RetryPlans;
using CsCheck;
using static Cavra.Domain.Tests.AuditDeliveries.GivenDelivery;
using static Cavra.Domain.Tests.RetryPlans.GivenPlan;

namespace Cavra.Domain.Tests.RetryPlans;

public sealed class RetryPlanTests
{
    private static readonly Gen<DestinationSummary> Standings = Gen.Select(
        Gen.Guid, Gen.Int[0, 6], Gen.Int[0, 5_000], Gen.Int[0, 5_000], Gen.Enum<FailureClass>(), Gen.OneOf("siem", "itsm", "x"),
        (id, failed, opened, last, failure, connector) => AFailedDestination().StandingAt(Noon) with
        {
            Id = new DestinationId(id),
            Connector = connector,
            FailedAttempts = failed,
            OpenSince = Noon.AddMinutes(-opened),
            LastFailedAt = failed == 0 ? null : Noon.AddMinutes(-last),
            LastFailureClass = failed == 0 ? null : failure,
            DeferredUntil = last % 7 == 0 ? Noon.AddMinutes(opened - 2_500) : null,
        });

    [Test]
    public void Planning_twice_over_unchanged_state_decides_the_same_whatever_order_it_is_read_in() =>
        Standings.Array[0, 30].Sample(standings =>
        {
            var again = standings.Reverse().ToArray();

            return Decided(Over(standings)).SequenceEqual(Decided(Over(again)));
        });

    [Test]
    public void The_oldest_failure_comes_first_and_positions_count_up() =>
        Standings.Array[0, 30].Sample(standings =>
        {
            var openSince = standings.ToLookup(standing => standing.Id, standing => standing.OpenSince);
            var decisions = Over(standings).Decisions;

            return decisions.Zip(decisions.Skip(1)).All(pair =>
                    openSince[pair.First.DestinationId].First() <= openSince[pair.Second.DestinationId].First())
                && decisions.Select(decision => decision.Position).SequenceEqual(Enumerable.Range(0, decisions.Count));
        });

    [Test]
    public void Every_decision_is_counted_under_exactly_one_action() =>
        Standings.Array[0, 30].Sample(standings =>
        {
            var plan = Over(standings);

            return plan.RetryableCount + plan.WaitingCount + plan.SuppressedCount == plan.DecisionCount
                && plan.DecisionCount == standings.Length;
        });

    [Test]
    public void A_plan_holds_ten_thousand_decisions_and_counts_the_rest()
    {
        var failed = AFailedDestination().StandingAt(Noon);
        var standings = Enumerable.Range(0, RetryPlan.MostDecisions + 1)
            .Select(i => failed with { Id = new DestinationId(new Guid(i, 0, 0, new byte[8])) });

        var plan = RetryPlan.Over(Workspace, standings, AllWell, RetryPolicy.Default, Dana, Noon, unread: 4);

        Assert.That(plan.DecisionCount, Is.EqualTo(RetryPlan.MostDecisions));
        Assert.That(plan.OmittedCount, Is.EqualTo(5));
    }

    [TestCase(20, ExpectedResult = AlertLevel.Critical)]
    [TestCase(10, ExpectedResult = AlertLevel.Warning)]
    public AlertLevel Something_to_retry_is_critical_something_that_waits_a_warning(int minutes) =>
        APlan(Noon.AddMinutes(minutes), AFailedDestination()).AlertLevel;

    [Test]
    public void Exhausted_attempts_are_critical_and_nothing_open_is_healthy()
    {
        var exhausted = AFailedDestination().StandingAt(Noon) with { FailedAttempts = 3 };

        Assert.That(Over([exhausted]).AlertLevel, Is.EqualTo(AlertLevel.Critical));
        Assert.That(Over([exhausted]).SuppressedCount, Is.EqualTo(1));
        Assert.That(Over([]).AlertLevel, Is.EqualTo(AlertLevel.Healthy));
    }

    [Test]
    public void Delivered_closed_and_pending_destinations_are_not_in_the_plan()
    {
        var delivered = AFailedDestination();
        delivered.Recorded(delivered.Begun(Noon, AttemptGrounds.Governed), Success(Noon));
        var dismissed = AFailedDestination();
        Acknowledged(dismissed, RetryAcknowledgementState.Dismissed, Noon);

        Assert.That(APlan(Noon, delivered, dismissed, ADestination()).DecisionCount, Is.Zero);
    }

    [Test]
    public void An_attempt_whose_lease_ran_out_is_in_the_plan_as_interrupted()
    {
        var destination = ADestination();
        destination.Begun(Noon);

        var decision = APlan(Noon + Lease, destination).Decisions.Single();

        Assert.That(decision.FailureClass, Is.EqualTo(FailureClass.Interrupted));
        Assert.That(decision.RetryCount, Is.EqualTo(1));
        Assert.That(decision.Reason, Is.EqualTo(RetryReason.BackingOff));
        Assert.That(APlan(Noon + Lease - TimeSpan.FromTicks(1), destination).DecisionCount, Is.Zero);
    }

    [Test]
    public void A_decision_says_what_it_is_about()
    {
        var destination = AFailedDestination();

        var plan = APlan(Noon, destination);
        var decision = plan.Decisions.Single();

        Assert.That(decision.DestinationId, Is.EqualTo(destination.Id));
        Assert.That(decision.DeliveryId, Is.EqualTo(destination.DeliveryId));
        Assert.That(decision.AuditId, Is.EqualTo(destination.AuditId));
        Assert.That((decision.Connector, decision.Provider), Is.EqualTo(("siem", "webhook")));
        Assert.That((decision.RetryCount, decision.MaxRetryAttempts, decision.RetryDelayMinutes), Is.EqualTo((1, 3, 15)));
        Assert.That(decision.FailedStatusCodes, Is.EqualTo(new[] { 503 }));
        Assert.That(decision.LatestDeliveryAt, Is.EqualTo(Noon));
        Assert.That(decision.RetryPlanId, Is.EqualTo(plan.Id));
    }

    [Test]
    public void A_connector_nobody_knows_is_missing()
    {
        var elsewhere = AFailedDestination(connector: Siem with { Name = "elsewhere" });

        Assert.That(APlan(Noon, elsewhere).Decisions.Single().Reason, Is.EqualTo(RetryReason.ConnectorMissing));
    }

    private static RetryPlan Over(IEnumerable<DestinationSummary> standings) =>
        RetryPlan.Over(Workspace, standings, AllWell, RetryPolicy.Default, Dana, Noon);

    private static IEnumerable<(DestinationId, RetryAction, RetryReason, DateTimeOffset?, int)> Decided(RetryPlan plan) =>
        plan.Decisions.Select(it => (it.DestinationId, it.Action, it.Reason, it.NextRetryAt, it.RetryDelayMinutes));
}
