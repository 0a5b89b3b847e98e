using Cavra.Domain.Abstractions;
using Cavra.Domain.Connectors;
using Cavra.Domain.Drills;
using Cavra.Domain.Evidence;
using Cavra.Domain.Notifications;
using Cavra.Domain.Tests.Drills;

namespace Cavra.Domain.Tests.Notifications;

public sealed class AcknowledgeNotificationTests
{
    private static readonly DateTimeOffset Noon = GivenDrills.Noon;

    [Test]
    public void An_opened_route_carries_what_was_decided_and_is_outstanding()
    {
        var plan = GivenNotifications.APlan(GivenNotifications.Overdue());
        var decision = plan.RouteDecisions[0];
        var route = plan.OpenRoutes()[0];

        Assert.That((route.Id, route.PlanId, route.ScheduleId), Is.EqualTo((decision.RouteId, plan.Id, plan.ScheduleId)));
        Assert.That((route.Connector, route.Provider, route.Owner),
            Is.EqualTo(("webhook", "webhook", "release-governance")));
        Assert.That((route.EscalationOwner, route.AcknowledgementMinutes), Is.EqualTo(("release-director", 30)));
        Assert.That((route.Action, route.Category, route.Reason),
            Is.EqualTo((decision.Action, decision.Category, decision.Reason)));
        Assert.That((route.CreatedAt, route.IsOutstanding, route.AcknowledgementState),
            Is.EqualTo((Noon, true, (AcknowledgementState?)null)));
    }

    [TestCase(AcknowledgementState.Acknowledged, ExpectedResult = true)]
    [TestCase(AcknowledgementState.Resolved, ExpectedResult = true)]
    [TestCase(AcknowledgementState.Dismissed, ExpectedResult = false)]
    [TestCase(AcknowledgementState.Escalated, ExpectedResult = false)]
    public bool Acknowledged_and_resolved_settle_a_route_and_dismissed_and_escalated_do_not(AcknowledgementState state)
    {
        var plan = GivenNotifications.APlan(GivenNotifications.Overdue());
        var routes = plan.OpenRoutes();

        var acknowledgement = Answered(plan, routes, new NotificationAnswer("webhook", state));

        Assert.That(routes[0].AcknowledgementState, Is.EqualTo(state));
        Assert.That(routes[0].AcknowledgementId, Is.EqualTo(acknowledgement.Id));
        Assert.That((routes[0].AcknowledgedBy, routes[0].AcknowledgedAt),
            Is.EqualTo(("dana@example.com", (DateTimeOffset?)Noon)));
        Assert.That(routes[0].IsOutstanding, Is.EqualTo(!routes[0].IsSettled));
        return routes[0].IsSettled;
    }

    [Test]
    public void An_answer_to_a_provider_leaves_the_routes_to_others_alone()
    {
        var plan = GivenNotifications.APlan(GivenNotifications.Overdue());
        var routes = plan.OpenRoutes();

        Answered(plan, routes, new NotificationAnswer("webhook", AcknowledgementState.Acknowledged));

        Assert.That(routes.Select(route => route.IsSettled), Is.EqualTo(new[] { true, false }));
    }

    [Test]
    public void An_answer_holds_for_every_owner_told_by_the_provider()
    {
        var plan = GivenNotifications.APlan(GivenNotifications.TwoOwnersOfOneConnector());
        var routes = plan.OpenRoutes();

        var acknowledgement = Answered(plan, routes, new NotificationAnswer("webhook", AcknowledgementState.Acknowledged));

        Assert.That(routes.Select(route => route.IsSettled), Is.All.True);
        Assert.That(acknowledgement.Owners, Is.EqualTo(new[] { "release-governance", "platform-oncall" }));
        Assert.That(acknowledgement.RouteCount, Is.EqualTo(2));
    }

    [Test]
    public void A_provider_may_be_answered_for_where_no_connector_has_its_name()
    {
        var terms = GivenNotifications.TwoOwnersOfOneConnector() with { NotificationProviders = ["chat"] };
        var call = GivenNotifications.Call with { Connectors = [GivenDrills.AConnector("chat", provider: "slack")] };
        var plan = GivenNotifications.APlan(terms, call);
        var routes = plan.OpenRoutes();

        Answered(plan, routes, new NotificationAnswer("slack", AcknowledgementState.Acknowledged));

        Assert.That(routes.Select(route => route.IsSettled), Is.All.True);
    }

    [Test]
    public void A_vendor_whose_several_connectors_were_told_is_refused_and_answers_nothing()
    {
        var terms = GivenNotifications.TwoOwnersOfOneConnector() with { NotificationProviders = ["chat", "pager"], OwnerRoutes = [] };
        var call = GivenNotifications.Call with { Connectors = [GivenDrills.AConnector("chat", provider: "slack"), GivenDrills.AConnector("pager", provider: "slack")] };
        var plan = GivenNotifications.APlan(terms, call);
        var routes = plan.OpenRoutes();

        var refused = plan.Acknowledge(plan.ScheduleId, routes, new NotificationAnswer("slack", AcknowledgementState.Acknowledged), GivenDrills.Dana, Noon);

        Assert.That(routes.Select(route => route.Connector).Distinct(), Is.EquivalentTo(new[] { "chat", "pager" }));
        Assert.That(refused.Refusal, Is.EqualTo(ConnectorRefusals.Ambiguous));
        Assert.That(routes.Select(route => route.AcknowledgementState), Is.All.Null);
    }

    [Test]
    public void The_newest_answer_decides_also_when_it_opens_what_an_earlier_one_settled()
    {
        var plan = GivenNotifications.APlan(GivenNotifications.Overdue());
        var routes = plan.OpenRoutes();

        Answered(plan, routes, new NotificationAnswer("webhook", AcknowledgementState.Acknowledged));
        Answered(plan, routes, new NotificationAnswer("webhook", AcknowledgementState.Escalated));

        Assert.That((routes[0].AcknowledgementState, routes[0].IsSettled), Is.EqualTo((AcknowledgementState.Escalated, false)));
    }

    [Test]
    public void An_answer_to_one_plan_never_answers_for_a_later_one()
    {
        var plan = GivenNotifications.APlan(GivenNotifications.Overdue());
        var later = GivenNotifications.APlan(GivenNotifications.Overdue(), at: Noon.AddHours(1));
        IReadOnlyList<NotificationRoute> routes = [.. plan.OpenRoutes(), .. later.OpenRoutes()];

        Answered(plan, routes, new NotificationAnswer("webhook", AcknowledgementState.Acknowledged));

        Assert.That(routes.Where(route => route.IsSettled).Select(route => route.PlanId), Is.EqualTo(new[] { plan.Id }));
    }

    [Test]
    public void A_plan_of_another_schedule_is_refused()
    {
        var plan = GivenNotifications.APlan(GivenNotifications.Overdue());
        var answer = new NotificationAnswer("webhook", AcknowledgementState.Acknowledged);

        var result = plan.Acknowledge("go_backend_staging", plan.OpenRoutes(), answer, GivenDrills.Dana, Noon);

        Assert.That(result.Refusal, Is.EqualTo(NotificationRefusals.PlanOfAnotherSchedule));
    }

    [Test]
    public void A_provider_the_plan_has_no_route_to_is_refused() =>
        Assert.That(RefusalOf(GivenNotifications.Overdue(), "pager"), Is.EqualTo(NotificationRefusals.RouteNotFound));

    [Test]
    public void A_provider_to_which_nothing_was_delivered_is_refused() =>
        Assert.That(RefusalOf(GivenNotifications.Healthy(), "webhook"), Is.EqualTo(NotificationRefusals.RouteSuppressed));

    [Test]
    public void A_suppressed_route_beside_a_delivered_one_is_not_answered()
    {
        var terms = GivenNotifications.TwoOwnersOfOneConnector() with
        {
            OwnerCalendars = [new OwnerCalendar("platform-oncall", [new UnavailableWindow(Noon, Noon, "away")])],
        };
        var plan = GivenNotifications.APlan(terms);
        var routes = plan.OpenRoutes();

        var acknowledgement = Answered(plan, routes, new NotificationAnswer("webhook", AcknowledgementState.Acknowledged));

        Assert.That(acknowledgement.Owners, Is.EqualTo(new[] { "release-governance" }));
        Assert.That((routes[1].IsSettled, routes[1].IsOutstanding), Is.EqualTo((false, false)));
    }

    [Test]
    public void An_acknowledgement_and_its_evidence_keep_what_was_said_and_by_whom()
    {
        var plan = GivenNotifications.APlan(GivenNotifications.Overdue());
        var answer = new NotificationAnswer("webhook", AcknowledgementState.Resolved, "CHG-1", "Rescheduled.", "lee");

        var acknowledgement = Answered(plan, plan.OpenRoutes(), answer);
        var evidence = acknowledgement.Evidence;

        Assert.That((acknowledgement.AcknowledgedBy, acknowledgement.AcknowledgedBySubject),
            Is.EqualTo(("dana@example.com", "key-1")));
        Assert.That((acknowledgement.ExternalRef, acknowledgement.Notes, acknowledgement.OnBehalfOf),
            Is.EqualTo(("CHG-1", "Rescheduled.", "lee")));
        Assert.That((evidence.Kind, evidence.ResourceId),
            Is.EqualTo((WireNames.NotificationAcknowledgementKind, acknowledgement.Id.ToString())));
        Assert.That(acknowledgement.Id.ToString(), Does.Match("^gordack-[0-9a-f]{32}$"));
        Assert.That(evidence.Summary["acknowledgement_state"], Is.EqualTo("resolved"));
        Assert.That(evidence.Summary["plan_id"], Is.EqualTo(plan.Id.ToString()));
        Assert.That(evidence.Summary["provider"], Is.EqualTo("webhook"));
    }

    private static NotificationAcknowledgement Answered(
        NotificationPlan plan, IReadOnlyCollection<NotificationRoute> routes, NotificationAnswer answer) =>
        plan.Acknowledge(plan.ScheduleId, routes, answer, GivenDrills.Dana, Noon).Value;

    private static Refusal? RefusalOf(DrillScheduleTerms terms, string provider)
    {
        var plan = GivenNotifications.APlan(terms);
        var routes = plan.OpenRoutes();
        var answer = new NotificationAnswer(provider, AcknowledgementState.Acknowledged);

        var result = plan.Acknowledge(plan.ScheduleId, routes, answer, GivenDrills.Dana, Noon);

        Assert.That(routes.Select(route => route.AcknowledgementState), Is.All.Null);
        return result.Refusal;
    }
}
