using Cavra.Domain.Abstractions;
using Cavra.Domain.Drills;
using Cavra.Domain.Evidence;
using Cavra.Domain.Notifications;
using Cavra.Domain.Tests.Drills;
using CsCheck;

namespace Cavra.Domain.Tests.Notifications;

public sealed class EscalateTests
{
    private static readonly DateTimeOffset Noon = GivenDrills.Noon;

    [TestCase(0, ExpectedResult = 0)]
    [TestCase(1, ExpectedResult = 1)]
    public int A_route_is_breached_when_older_than_its_minutes_and_not_yet_when_exactly_that_old(int ticks) =>
        Escalated(ARoute(ownerMinutes: 15), Noon.AddMinutes(15).AddTicks(ticks)).BreachedCount;

    [TestCase(15, 30, ExpectedResult = 15)]
    [TestCase(null, 30, ExpectedResult = 30)]
    [TestCase(null, null, ExpectedResult = 60)]
    public int A_route_is_held_to_the_owners_rule_else_the_policy_of_the_call_else_sixty_minutes(int? owner, int? policy) =>
        Escalated(ARoute(owner), Noon.AddDays(1), policy).Routes.Single().AcknowledgementMinutes;

    [Test]
    public void The_age_is_in_whole_minutes_and_a_breach_is_always_at_least_as_old_as_its_minutes() =>
        Gen.Int[1, 10_000].Select(Gen.Long[0, 20_000 * TimeSpan.TicksPerMinute]).Sample((minutes, ticks) =>
        {
            var plan = Escalated(ARoute(minutes), Noon.AddTicks(ticks));
            var isBreached = ticks > minutes * TimeSpan.TicksPerMinute;

            return plan.BreachedCount == (isBreached ? 1 : 0) && plan.Routes.All(route =>
                route.AgeMinutes == ticks / TimeSpan.TicksPerMinute
                && route.AgeMinutes >= minutes
                && route.BreachedAt == Noon.AddMinutes(minutes));
        });

    [Test]
    public void A_breached_route_is_named_with_whoever_is_next()
    {
        var plan = GivenNotifications.APlan(GivenNotifications.Overdue());

        var escalation = Escalated(plan.OpenRoutes(), Noon.AddMinutes(20));
        var route = escalation.Routes.Single();

        Assert.That((route.RouteId, route.PlanId), Is.EqualTo((plan.RouteDecisions[1].RouteId, plan.Id)));
        Assert.That((route.ScheduleId, route.Connector), Is.EqualTo(("go_backend_production", "siem-webhook")));
        Assert.That((route.Owner, route.EscalationOwner), Is.EqualTo(("platform-oncall", "platform-lead")));
        Assert.That(route.Reason, Is.EqualTo("Nobody answered in time."));
        Assert.That(escalation.EscalationOwners, Is.EqualTo(new[] { "platform-lead" }));
        Assert.That((escalation.OutstandingCount, escalation.BreachedCount, escalation.OmittedCount), Is.EqualTo((2, 1, 0)));
    }

    [TestCase(AcknowledgementState.Acknowledged, ExpectedResult = null)]
    [TestCase(AcknowledgementState.Resolved, ExpectedResult = null)]
    [TestCase(AcknowledgementState.Dismissed, ExpectedResult = "It was dismissed, which does not settle it.")]
    [TestCase(AcknowledgementState.Escalated, ExpectedResult = "It was escalated and not settled in time.")]
    public string? An_answer_that_does_not_settle_a_route_does_not_keep_it_from_being_breached(AcknowledgementState state)
    {
        var plan = GivenNotifications.APlan(GivenNotifications.TwoOwnersOfOneConnector() with { Owners = ["lee"] });
        var routes = plan.OpenRoutes();
        var answer = new NotificationAnswer("webhook", state);
        Assert.That(plan.Acknowledge(plan.ScheduleId, routes, answer, GivenDrills.Dana, Noon).Refusal, Is.Null);

        return Escalated(routes, Noon.AddDays(1)).Routes.SingleOrDefault()?.Reason;
    }

    [Test]
    public void A_suppressed_route_is_never_breached()
    {
        var plan = GivenNotifications.APlan(GivenNotifications.Healthy());

        var escalation = Escalated(plan.OpenRoutes(), Noon.AddDays(30));

        Assert.That((escalation.OutstandingCount, escalation.BreachedCount), Is.EqualTo((0, 0)));
    }

    [Test]
    public void The_level_is_critical_with_a_breach_a_warning_while_an_answer_is_awaited_else_healthy()
    {
        var routes = ARoute(ownerMinutes: 15);

        Assert.That(Escalated(routes, Noon.AddMinutes(16)).AlertLevel, Is.EqualTo(AlertLevel.Critical));
        Assert.That(Escalated(routes, Noon.AddMinutes(15)).AlertLevel, Is.EqualTo(AlertLevel.Warning));
        Assert.That(Escalated([], Noon).AlertLevel, Is.EqualTo(AlertLevel.Healthy));
    }

    [TestCase(0, ExpectedResult = 0)]
    [TestCase(1, ExpectedResult = 1)]
    public int Routes_beyond_the_most_a_plan_names_are_counted_and_the_longest_breached_are_kept(int more)
    {
        var newest = Noon.AddMinutes(EscalationPlan.MaxRoutes + more - 1);
        var routes = Enumerable.Range(0, EscalationPlan.MaxRoutes + more)
            .SelectMany(minute => ARoute(ownerMinutes: 1, newest.AddMinutes(-minute)))
            .ToList();

        var escalation = Escalated(routes, newest.AddDays(1));

        Assert.That(escalation.Routes, Has.Count.EqualTo(EscalationPlan.MaxRoutes));
        Assert.That(escalation.Routes.Select(route => route.BreachedAt), Is.Ordered);
        Assert.That(escalation.Routes[0].BreachedAt, Is.EqualTo(Noon.AddMinutes(1)));
        return escalation.OmittedCount;
    }

    [Test]
    public void The_evidence_of_an_escalation_plan_says_how_much_is_breached()
    {
        var escalation = Escalated(ARoute(ownerMinutes: 15), Noon.AddDays(1));

        Assert.That((escalation.Evidence.Kind, escalation.Evidence.ResourceId),
            Is.EqualTo((WireNames.EscalationPlanKind, escalation.Id.ToString())));
        Assert.That(escalation.Id.ToString(), Does.Match("^gordesc-[0-9a-f]{32}$"));
        Assert.That(escalation.Evidence.Summary["breached_count"], Is.EqualTo(1));
        Assert.That(escalation.Evidence.Summary["alert_level"], Is.EqualTo("critical"));
    }

    private static IReadOnlyList<NotificationRoute> ARoute(int? ownerMinutes, DateTimeOffset? at = null)
    {
        var terms = GivenNotifications.Overdue() with
        {
            Owners = ["lee"],
            OwnerRoutes = [new OwnerRoute("lee", ["webhook"], ownerMinutes, null)],
        };
        var routes = GivenNotifications.APlan(terms, at: at).OpenRoutes();
        Assert.That(routes.Single().IsOutstanding, Is.True);
        return routes;
    }

    private static EscalationPlan Escalated(
        IReadOnlyCollection<NotificationRoute> routes, DateTimeOffset now, int? policy = null) =>
        EscalationPlan.Decide(GivenDrills.Workspace, routes, policy, GivenDrills.Dana, now);
}
