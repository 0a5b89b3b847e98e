using Cavra.Domain.Drills;
using Cavra.Domain.Notifications;
using Cavra.Domain.Tests.Drills;

namespace Cavra.Domain.Tests.Notifications;

public sealed class SuppressRoutesTests
{
    private static readonly DateTimeOffset Noon = GivenDrills.Noon;
    private static readonly MaintenanceWindow Window = new("freeze", Noon, Noon.AddHours(1), "change freeze", [], [], []);
    private static readonly OwnerCalendar Calendar =
        new("platform-oncall", [new UnavailableWindow(Noon, Noon.AddHours(1), "away")]);

    [Test]
    public void A_healthy_schedule_is_not_notified_about_unless_forced()
    {
        var plan = GivenNotifications.APlan(GivenNotifications.Healthy());
        var forced = GivenNotifications.APlan(GivenNotifications.Healthy(), GivenNotifications.Call with { Force = true });

        Assert.That(Categories(plan), Is.All.EqualTo(RouteCategory.HealthySchedule));
        Assert.That(plan.Reason, Is.EqualTo("The schedule is healthy, and the call does not force it."));
        Assert.That(Categories(forced), Is.All.EqualTo(RouteCategory.Deliver));
        Assert.That(forced.Reason, Is.EqualTo("The call forces it, although the schedule is healthy."));
    }

    [Test]
    public void A_schedule_that_is_due_soon_is_notified_about()
    {
        var plan = GivenNotifications.APlan(GivenDrills.Terms() with { NextDueAt = Noon.AddDays(3) });

        Assert.That(Categories(plan), Is.All.EqualTo(RouteCategory.Deliver));
        Assert.That(plan.Reason, Is.EqualTo("The next drill is due soon."));
    }

    [Test]
    public void Of_several_reasons_the_healthy_schedule_goes_first_then_the_window_then_the_calendar_then_the_connector()
    {
        var terms = GivenNotifications.Healthy() with
        {
            OwnerRoutes = [new OwnerRoute("platform-oncall", ["gone"], null, null)],
            MaintenanceWindows = [Window],
            OwnerCalendars = [Calendar],
        };
        var overdue = terms with { NextDueAt = Noon.AddDays(-1) };

        Assert.That(CategoryOfOnCall(terms), Is.EqualTo(RouteCategory.HealthySchedule));
        Assert.That(CategoryOfOnCall(overdue), Is.EqualTo(RouteCategory.MaintenanceWindow));
        Assert.That(CategoryOfOnCall(overdue with { MaintenanceWindows = [] }), Is.EqualTo(RouteCategory.OwnerCalendar));
        Assert.That(CategoryOfOnCall(overdue with { MaintenanceWindows = [], OwnerCalendars = [] }),
            Is.EqualTo(RouteCategory.Other));
    }

    [Test]
    public void Forcing_overrules_neither_a_window_nor_a_calendar()
    {
        var terms = GivenNotifications.Healthy() with { Owners = ["platform-oncall"], OwnerRoutes = [] };
        var forced = GivenNotifications.Call with { Force = true };

        Assert.That(Categories(GivenNotifications.APlan(terms with { MaintenanceWindows = [Window] }, forced)),
            Is.All.EqualTo(RouteCategory.MaintenanceWindow));
        Assert.That(Categories(GivenNotifications.APlan(terms with { OwnerCalendars = [Calendar] }, forced)),
            Is.All.EqualTo(RouteCategory.OwnerCalendar));
    }

    [TestCase(-1, ExpectedResult = RouteCategory.Deliver)]
    [TestCase(0, ExpectedResult = RouteCategory.MaintenanceWindow)]
    [TestCase(36_000_000_000, ExpectedResult = RouteCategory.MaintenanceWindow)]
    [TestCase(36_000_000_001, ExpectedResult = RouteCategory.Deliver)]
    public RouteCategory A_window_suppresses_from_its_first_to_its_last_instant(long ticks) =>
        GivenNotifications.APlan(GivenNotifications.Overdue() with { MaintenanceWindows = [Window] }, at: Noon.AddTicks(ticks))
            .RouteDecisions[0].Category;

    [TestCase(-1, ExpectedResult = RouteCategory.Deliver)]
    [TestCase(0, ExpectedResult = RouteCategory.OwnerCalendar)]
    [TestCase(36_000_000_000, ExpectedResult = RouteCategory.OwnerCalendar)]
    [TestCase(36_000_000_001, ExpectedResult = RouteCategory.Deliver)]
    public RouteCategory A_calendar_suppresses_from_the_first_to_the_last_instant_of_an_absence(long ticks) =>
        GivenNotifications.APlan(GivenNotifications.Overdue() with { OwnerCalendars = [Calendar] }, at: Noon.AddTicks(ticks))
            .RouteDecisions[1].Category;

    [Test]
    public void A_calendar_suppresses_its_owner_alone_and_the_route_says_that_the_owner_is_away()
    {
        var plan = GivenNotifications.APlan(GivenNotifications.Overdue() with { OwnerCalendars = [Calendar] });

        Assert.That(Categories(plan), Is.EqualTo(new[] { RouteCategory.Deliver, RouteCategory.OwnerCalendar }));
        Assert.That(plan.RouteDecisions.Select(route => route.OwnerAvailability),
            Is.EqualTo(new[] { OwnerAvailability.Available, OwnerAvailability.Unavailable }));
    }

    [TestCase("", "", "", ExpectedResult = "webhook siem-webhook")]
    [TestCase("go_backend_production", "", "", ExpectedResult = "webhook siem-webhook")]
    [TestCase("go_backend_staging", "", "", ExpectedResult = "")]
    [TestCase("", "webhook", "", ExpectedResult = "webhook")]
    [TestCase("", "siem-webhook", "", ExpectedResult = "siem-webhook")]
    [TestCase("", "gone", "", ExpectedResult = "")]
    [TestCase("", "", "platform-oncall", ExpectedResult = "siem-webhook")]
    [TestCase("", "webhook", "platform-oncall", ExpectedResult = "")]
    public string A_window_suppresses_those_it_is_for_and_an_empty_list_means_everyone(
        string schedule, string provider, string owner)
    {
        var window = Window with { ScheduleIds = List(schedule), Providers = List(provider), Owners = List(owner) };
        var plan = GivenNotifications.APlan(GivenNotifications.Overdue() with { MaintenanceWindows = [window] });

        return string.Join(' ', plan.SuppressedProviders);
    }

    [Test]
    public void A_window_for_a_provider_suppresses_every_connector_of_it()
    {
        var terms = GivenNotifications.Overdue() with
        {
            OwnerRoutes = [],
            NotificationProviders = ["chat", "webhook"],
            MaintenanceWindows = [Window with { Providers = ["slack"] }],
        };
        var chat = GivenDrills.AConnector("chat", provider: "slack");
        var call = GivenNotifications.Call with { Connectors = [GivenDrills.Webhook, chat] };

        Assert.That(GivenNotifications.APlan(terms, call).SuppressedProviders, Is.EqualTo(new[] { "chat" }));
    }

    [Test]
    public void Only_a_route_that_a_window_suppresses_shows_the_window()
    {
        var window = Window with { Providers = ["webhook"] };
        var plan = GivenNotifications.APlan(GivenNotifications.Overdue() with { MaintenanceWindows = [window] });
        var healthy = GivenNotifications.APlan(GivenNotifications.Healthy() with { MaintenanceWindows = [window] });

        Assert.That(plan.RouteDecisions.Select(route => route.MaintenanceWindow), Is.EqualTo(new[] { window, null }));
        Assert.That(healthy.RouteDecisions.Select(route => route.MaintenanceWindow), Is.All.Null);
    }

    [Test]
    public void The_plan_counts_its_routes_by_what_was_decided_and_lists_each_connector_once()
    {
        var terms = GivenNotifications.Overdue() with
        {
            OwnerRoutes = [],
            NotificationProviders = ["webhook", "siem-webhook", "gone"],
            MaintenanceWindows = [Window with { Providers = ["siem-webhook"] }],
            OwnerCalendars = [Calendar],
        };

        var plan = GivenNotifications.APlan(terms);

        Assert.That((plan.DeliverableRouteCount, plan.SuppressedRouteCount), Is.EqualTo((1, 5)));
        Assert.That((plan.MaintenanceSuppressedCount, plan.CalendarSuppressedCount), Is.EqualTo((2, 2)));
        Assert.That(plan.HealthyScheduleSuppressedCount, Is.Zero);
        Assert.That(plan.EligibleProviders, Is.EqualTo(new[] { "webhook", "siem-webhook" }));
        Assert.That(plan.SelectedProviders, Is.EqualTo(new[] { "webhook" }));
        Assert.That(plan.AcknowledgementRequiredProviders, Is.EqualTo(new[] { "webhook" }));
        Assert.That(plan.SuppressedProviders, Is.EqualTo(new[] { "siem-webhook", "gone" }));
    }

    private static string[] List(string name) => name.Length == 0 ? [] : [name];

    private static IEnumerable<RouteCategory> Categories(NotificationPlan plan) =>
        plan.RouteDecisions.Select(route => route.Category);

    private static RouteCategory CategoryOfOnCall(DrillScheduleTerms terms) =>
        GivenNotifications.APlan(terms).RouteDecisions.Single(route => route.Connector == "gone").Category;
}
