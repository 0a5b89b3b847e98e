using Cavra.Domain.HealthAlerts;
using Cavra.Domain.WorkerHealth;
using static Cavra.Domain.Tests.HealthAlerts.Given;

namespace Cavra.Domain.Tests.HealthAlerts;

public sealed class HealthAlertRuleTests
{
    [Test]
    public void Good_health_without_an_episode_is_left_alone() =>
        Assert.That(Step(Healthy, episode: null), Is.EqualTo(WatchStep.Nothing));

    [Test]
    public void First_trouble_is_routed() => Assert.That(Step(Trouble, episode: null), Is.EqualTo(WatchStep.Route));

    [Test]
    public void The_same_trouble_is_not_routed_again() => Assert.That(Step(Trouble, Episode), Is.EqualTo(WatchStep.Nothing));

    [Test]
    public void Changed_trouble_is_routed() => Assert.That(Step(WorseTrouble, Episode), Is.EqualTo(WatchStep.Route));

    [Test]
    public void Health_that_is_back_ends_the_episode() => Assert.That(Step(Healthy, Episode), Is.EqualTo(WatchStep.Resolve));

    [Test]
    public void What_is_due_again_is_followed_up_and_nothing_else()
    {
        var due = Delivered(Trouble, Noon.AddHours(-1));

        var decision = HealthAlertRule.Decide(Trouble, Episode, [due, Delivered(Trouble, Noon)], RepeatPolicy.Default, Noon);

        Assert.That(decision.Step, Is.EqualTo(WatchStep.FollowUp));
        Assert.That(decision.Due, Is.EqualTo(new[] { new DueAlert(due, AlertStep.Repeat) }));
    }

    [Test]
    public void Settling_the_last_alert_does_not_bring_the_one_before_it_back()
    {
        var before = Delivered(WorseTrouble, Noon.AddHours(-2));
        var last = Delivered(Trouble, Noon.AddHours(-1), before);
        last.Settle(Noon);
        before.Settle(Noon);

        Assert.That(Step(WorseTrouble, Episode, before, last), Is.EqualTo(WatchStep.Nothing));
    }

    [Test]
    public void Trouble_that_somebody_has_not_answered_is_routed_when_it_comes_back()
    {
        var answered = Delivered(WorseTrouble, Noon.AddHours(-2));
        answered.Settle(Noon);
        var open = Delivered(WorseTrouble, Noon.AddHours(-2), connector: "pager");

        Assert.That(Step(WorseTrouble, Episode, answered, open), Is.EqualTo(WatchStep.Route));
    }

    private static WatchStep Step(WorkerHealthReport health, HealthEpisode? episode, params HealthAlertRoute[] routes) =>
        HealthAlertRule.Decide(health, episode, routes, RepeatPolicy.Default, Noon).Step;
}
