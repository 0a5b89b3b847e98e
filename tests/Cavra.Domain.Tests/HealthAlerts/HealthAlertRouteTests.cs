using Cavra.Domain.Abstractions;
using Cavra.Domain.HealthAlerts;
using static Cavra.Domain.Tests.HealthAlerts.Given;

namespace Cavra.Domain.Tests.HealthAlerts;

public sealed class HealthAlertRouteTests
{
    [TestCase(-1, ExpectedResult = AlertStep.None)]
    [TestCase(0, ExpectedResult = AlertStep.Repeat)]
    public AlertStep An_unsettled_alert_is_repeated_after_an_hour(int ticks) =>
        Delivered(Trouble, Noon).NextStep(RepeatPolicy.Default, Noon.AddHours(1).AddTicks(ticks));

    [Test]
    public void Each_repeat_counts_from_the_one_before()
    {
        var route = Delivered(Trouble, Noon);

        route.Repeated(Noon.AddMinutes(90));

        Assert.That(route.NextStep(RepeatPolicy.Default, Noon.AddMinutes(149)), Is.EqualTo(AlertStep.None));
        Assert.That(route.NextStep(RepeatPolicy.Default, Noon.AddMinutes(150)), Is.EqualTo(AlertStep.Repeat));
    }

    [TestCase(0, ExpectedResult = AlertStep.Repeat)]
    [TestCase(2, ExpectedResult = AlertStep.Repeat)]
    [TestCase(3, ExpectedResult = AlertStep.Escalate)]
    public AlertStep After_its_repeats_an_alert_escalates(int repeats)
    {
        var route = Delivered(Trouble, Noon);
        for (var repeat = 0; repeat < repeats; repeat++)
        {
            route.Repeated(Noon);
        }

        return route.NextStep(RepeatPolicy.Default, Noon.AddHours(1));
    }

    [Test]
    public void Interval_and_number_of_repeats_can_be_set()
    {
        var policy = new RepeatPolicy { EveryMinutes = 10, Repeats = 0 };

        Assert.That(Delivered(Trouble, Noon).NextStep(policy, Noon.AddMinutes(10)), Is.EqualTo(AlertStep.Escalate));
    }

    [Test]
    public void An_alert_escalates_once()
    {
        var route = Delivered(Trouble, Noon);

        route.Escalate(Noon);
        route.Escalate(Noon.AddHours(1));

        Assert.That(route.EscalatedAt, Is.EqualTo(Noon));
        Assert.That(route.NextStep(RepeatPolicy.Default, Noon.AddDays(1)), Is.EqualTo(AlertStep.None));
    }

    [Test]
    public void What_is_settled_dismissed_or_over_is_not_repeated()
    {
        HealthAlertRoute[] routes = [Delivered(Trouble, Noon), Delivered(Trouble, Noon), Delivered(Trouble, Noon)];
        routes[0].Settle(Noon);
        routes[1].Dismiss();
        routes[2].Recover();

        var steps = routes.Select(route => route.NextStep(RepeatPolicy.Default, Noon.AddDays(1)));

        Assert.That(steps, Is.All.EqualTo(AlertStep.None));
        Assert.That(routes.Select(route => route.IsUnsettled), Is.EqualTo(new[] { false, true, false }));
    }

    [Test]
    public void A_settled_alert_stays_settled()
    {
        var route = Delivered(Trouble, Noon);
        route.Settle(Noon.AddMinutes(5));

        route.Settle(Noon.AddMinutes(6));
        route.Dismiss();
        route.Recover();

        Assert.That((route.State, route.SettledAt), Is.EqualTo((RouteState.Settled, Noon.AddMinutes(5))));
    }

    [Test]
    public void A_later_alert_of_the_episode_carries_the_clock_on()
    {
        var first = Delivered(Trouble, Noon);
        first.Repeated(Noon.AddMinutes(30));
        first.Escalate(Noon.AddMinutes(40));

        var second = Delivered(WorseTrouble, Noon.AddMinutes(50), first);

        Assert.That(first.State, Is.EqualTo(RouteState.Superseded));
        Assert.That(first.NextStep(RepeatPolicy.Default, Noon.AddDays(1)), Is.EqualTo(AlertStep.None));
        Assert.That((second.UnacknowledgedSince, second.DeliveredAt), Is.EqualTo((Noon, Noon.AddMinutes(50))));
        Assert.That((second.RepeatCount, second.EscalatedAt), Is.EqualTo((1, Noon.AddMinutes(40))));
    }

    [TestCase("settled")]
    [TestCase("other episode")]
    [TestCase("other connector")]
    public void An_alert_that_replaces_none_starts_its_own_clock(string why)
    {
        var first = why switch
        {
            "other episode" => Delivered(Trouble, Noon, episode: Ids.New<HealthEpisodeId>(Noon)),
            "other connector" => Delivered(Trouble, Noon, connector: "pager"),
            _ => Delivered(Trouble, Noon),
        };
        if (why == "settled")
        {
            first.Settle(Noon);
        }

        var second = Delivered(WorseTrouble, Noon.AddMinutes(50), first);

        Assert.That(second.UnacknowledgedSince, Is.EqualTo(Noon.AddMinutes(50)));
        Assert.That(first.State, Is.Not.EqualTo(RouteState.Superseded));
    }

    [Test]
    public void A_dismissal_holds_for_its_health_and_not_for_what_comes_after()
    {
        var same = Delivered(Trouble, Noon);
        var other = Delivered(Trouble, Noon);
        same.Dismiss();
        other.Dismiss();

        Assert.That(Delivered(Trouble, Noon.AddHours(2), same).State, Is.EqualTo(RouteState.Dismissed));
        Assert.That(Delivered(WorseTrouble, Noon.AddHours(2), other).State, Is.EqualTo(RouteState.Open));
    }
}
