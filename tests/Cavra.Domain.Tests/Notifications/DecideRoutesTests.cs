using Cavra.Domain.Abstractions;
using Cavra.Domain.Connectors;
using Cavra.Domain.Drills;
using Cavra.Domain.Evidence;
using Cavra.Domain.Notifications;
using Cavra.Domain.Tests.Drills;

namespace Cavra.Domain.Tests.Notifications;

public sealed class DecideRoutesTests
{
    private static readonly DateTimeOffset Noon = GivenDrills.Noon;

    [Test]
    public void Each_owner_is_told_by_the_connectors_of_the_owners_own_route()
    {
        var plan = GivenNotifications.APlan(GivenNotifications.Overdue());

        Assert.That(Pairs(plan), Is.EqualTo(new[] { "release-governance by webhook", "platform-oncall by siem-webhook" }));
        Assert.That(plan.RouteDecisions.Select(route => route.Category), Is.All.EqualTo(RouteCategory.Deliver));
        Assert.That(plan.RouteDecisions.Select(route => route.EscalationOwner),
            Is.EqualTo(new[] { "release-director", "platform-lead" }));
        Assert.That((plan.Status, plan.AlertLevel), Is.EqualTo((ScheduleReadiness.NeedsAttention, AlertLevel.Critical)));
    }

    [Test]
    public void An_owner_without_a_route_is_told_by_every_connector_of_the_schedule()
    {
        var plan = GivenNotifications.APlan(GivenNotifications.Overdue() with { OwnerRoutes = [] });

        Assert.That(Pairs(plan), Is.EqualTo(new[]
        {
            "release-governance by webhook", "release-governance by siem-webhook",
            "platform-oncall by webhook", "platform-oncall by siem-webhook",
        }));
    }

    [Test]
    public void A_route_of_the_call_overrules_the_schedules_in_what_it_states_and_in_nothing_else()
    {
        var route = new OwnerRoute("platform-oncall", ["webhook"], null, "duty-manager");
        var call = GivenNotifications.Call with { OwnerRoutes = [route] };

        var plan = GivenNotifications.APlan(GivenNotifications.Overdue(), call);

        Assert.That(Pairs(plan), Is.EqualTo(new[] { "release-governance by webhook", "platform-oncall by webhook" }));
        Assert.That(plan.RouteDecisions[1].EscalationOwner, Is.EqualTo("duty-manager"));
        Assert.That(plan.RouteDecisions[1].AcknowledgementMinutes, Is.EqualTo(15));
    }

    [Test]
    public void A_call_that_routes_an_unknown_owner_or_one_twice_is_refused()
    {
        var stranger = new OwnerRoute("stranger", [], null, null);
        var oncall = new OwnerRoute("platform-oncall", [], null, null);

        Assert.That(RefusalOf(GivenNotifications.Call with { OwnerRoutes = [stranger] }),
            Is.EqualTo(NotificationRefusals.UnknownOwner));
        Assert.That(RefusalOf(GivenNotifications.Call with { OwnerRoutes = [oncall, oncall] }),
            Is.EqualTo(NotificationRefusals.UnknownOwner));
    }

    [Test]
    public void A_connector_that_two_names_of_a_route_mean_is_used_once()
    {
        var terms = GivenNotifications.Overdue() with { OwnerRoutes = [], NotificationProviders = ["chat", "slack"] };
        var call = GivenNotifications.Call with { Connectors = [GivenDrills.AConnector("chat", provider: "slack")] };

        Assert.That(Pairs(GivenNotifications.APlan(terms, call)),
            Is.EqualTo(new[] { "release-governance by chat", "platform-oncall by chat" }));
    }

    [TestCase("siem-webhook", ExpectedResult = "siem-webhook")]
    [TestCase("webhook", ExpectedResult = "webhook")]
    [TestCase("webhook,siem-webhook", ExpectedResult = "webhook siem-webhook")]
    [TestCase("all", ExpectedResult = "webhook siem-webhook")]
    public string A_call_selects_among_the_connectors_of_the_schedule(string provider)
    {
        var plan = GivenNotifications.APlan(GivenNotifications.Overdue(), GivenNotifications.Call with { Provider = provider });

        return string.Join(' ', plan.SelectedProviders);
    }

    [Test]
    public void A_call_that_names_an_unknown_connector_is_refused() =>
        Assert.That(RefusalOf(GivenNotifications.Call with { Provider = "pager" }),
            Is.EqualTo(ConnectorRefusals.Unknown));

    [Test]
    public void A_selected_connector_that_no_owner_is_routed_to_is_refused()
    {
        var call = GivenNotifications.Call with
        {
            Connectors = [.. GivenNotifications.Connectors, GivenDrills.AConnector("pager", provider: "pagerduty")],
            Provider = "pager",
        };

        Assert.That(
            GivenNotifications.Decided(GivenNotifications.Overdue(), call).Refusal, Is.EqualTo(NotificationRefusals.ConnectorNotUsed));
    }

    [Test]
    public void An_owners_route_to_a_missing_or_unusable_connector_is_suppressed_and_says_why()
    {
        var terms = ToldBy("gone", "off", "broken");
        Connector[] connectors =
        [
            GivenDrills.AConnector("off", enabled: false),
            GivenDrills.AConnector("broken", problem: "The address is missing."),
        ];

        var plan = GivenNotifications.APlan(terms, GivenNotifications.Call with { Connectors = connectors });

        Assert.That(plan.RouteDecisions.Select(route => route.Category), Is.All.EqualTo(RouteCategory.Other));
        Assert.That(plan.RouteDecisions.Select(route => (route.Connector, route.Provider, route.Reason)), Is.EqualTo(new[]
        {
            ("gone", null, "There is no such connector."),
            ("off", "webhook", "The connector is switched off."),
            ("broken", "webhook", "The connector can't be used as it is configured."),
        }));
        Assert.That(plan.EligibleProviders, Is.Empty);
        Assert.That(plan.Reason, Is.EqualTo("Every route is suppressed; each says why."));
    }

    [Test]
    public void A_missing_connector_is_left_out_when_the_call_selects_others()
    {
        var plan = GivenNotifications.APlan(ToldBy("gone", "webhook"), GivenNotifications.Call with { Provider = "webhook" });

        Assert.That(Pairs(plan), Is.EqualTo(new[] { "lee by webhook" }));
    }

    [TestCase(30, ExpectedResult = 30)]
    [TestCase(null, ExpectedResult = 60)]
    public int An_owner_has_the_minutes_of_the_owners_rule_else_sixty(int? minutes)
    {
        var route = new OwnerRoute("release-governance", ["webhook"], minutes, null);
        var plan = GivenNotifications.APlan(GivenNotifications.Overdue() with { OwnerRoutes = [route] });

        return plan.RouteDecisions[0].AcknowledgementMinutes;
    }

    [Test]
    public void The_rule_that_the_call_states_for_an_owner_goes_before_the_schedules()
    {
        var call = GivenNotifications.Call with { OwnerRoutes = [new OwnerRoute("platform-oncall", [], 5, null)] };

        Assert.That(GivenNotifications.APlan(GivenNotifications.Overdue(), call).RouteDecisions[1].AcknowledgementMinutes,
            Is.EqualTo(5));
    }

    [Test]
    public void The_evidence_of_a_plan_names_what_history_is_searched_by()
    {
        var plan = GivenNotifications.APlan(GivenNotifications.Overdue());

        Assert.That((plan.Evidence.Kind, plan.Evidence.ResourceId),
            Is.EqualTo((WireNames.NotificationPlanKind, plan.Id.ToString())));
        Assert.That(plan.Id.ToString(), Does.Match("^gordn-[0-9a-f]{32}$"));
        Assert.That(plan.Evidence.Summary["schedule_id"], Is.EqualTo("go_backend_production"));
        Assert.That(plan.Evidence.Summary["alert_level"], Is.EqualTo("critical"));
        Assert.That(plan.Evidence.Summary["providers"], Is.EqualTo(new[] { "webhook", "siem-webhook" }));
    }

    private static DrillScheduleTerms ToldBy(params string[] providers) =>
        GivenNotifications.Overdue() with { OwnerRoutes = [], NotificationProviders = providers, Owners = ["lee"] };

    private static Refusal? RefusalOf(NotificationCall call) =>
        GivenNotifications.Decided(GivenNotifications.Overdue(), call).Refusal;

    private static IEnumerable<string> Pairs(NotificationPlan plan) =>
        plan.RouteDecisions.Select(route => $"{route.Owner} by {route.Connector}");
}
