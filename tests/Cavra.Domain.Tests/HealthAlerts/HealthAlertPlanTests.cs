using Cavra.Domain.Abstractions;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;
using Cavra.Domain.HealthAlerts;
using static Cavra.Domain.Tests.HealthAlerts.Given;

namespace Cavra.Domain.Tests.HealthAlerts;

public sealed class HealthAlertPlanTests
{
    [TestCase("all", ExpectedResult = "chat,pager")]
    [TestCase("pager", ExpectedResult = "pager")]
    [TestCase("slack", ExpectedResult = "chat")]
    [TestCase("siem", ExpectedResult = "siem")]
    [TestCase("pagerduty, siem", ExpectedResult = "pager,siem")]
    public string Health_goes_to_those_marked_for_alerts_or_to_those_named(string provider)
    {
        var plan = Decide(Trouble, To(provider), [Chat, Pager, Siem]).Value;

        Assert.That(plan.ReasonCode, Is.EqualTo(HealthAlertReason.Routed));
        return string.Join(',', plan.SelectedProviders);
    }

    [Test]
    public void A_connector_that_is_switched_off_is_not_among_all()
    {
        var off = Chat with { Enabled = false };
        var broken = Pager with { Problem = "Its address is not set." };

        var plan = Decide(Trouble, To("all"), [off, broken]).Value;

        Assert.That(plan.SelectedProviders, Is.EqualTo(new[] { "pager" }));
    }

    [Test]
    public void With_no_connector_for_alerts_trouble_can_not_be_routed()
    {
        var refusal = Decide(Trouble, To("all"), [Siem]).Refusal;

        Assert.That((refusal!.Kind, refusal.Code), Is.EqualTo((RefusalKind.Conflict, "connector.none_configured")));
        Assert.That(Decide(Trouble, To("all"), []).Refusal, Is.EqualTo(ConnectorRefusals.NoneConfigured));
    }

    [Test]
    public void Good_health_goes_to_nobody_and_is_no_error([Values] bool force, [Values] bool configured)
    {
        var plan = Decide(Healthy, To("all") with { Force = force }, configured ? [Chat] : []).Value;

        Assert.That(plan.ReasonCode, Is.EqualTo(HealthAlertReason.Healthy));
        Assert.That(plan.SelectedProviders.Count + plan.SuppressedProviders.Count + plan.AlertCount, Is.Zero);
    }

    [TestCase(-1, ExpectedResult = true)]
    [TestCase(0, ExpectedResult = false)]
    public bool The_same_health_is_suppressed_until_the_windows_end(int ticks)
    {
        var sent = Noon.AddMinutes(-60).AddTicks(-ticks);
        var plan = Decide(Trouble, To("all"), [Chat], Sent(sent)).Value;

        Assert.That(plan.ReasonCode, Is.EqualTo(ticks < 0 ? HealthAlertReason.Suppressed : HealthAlertReason.Routed));
        Assert.That(plan.SelectedProviders, Has.Count.EqualTo(ticks < 0 ? 0 : 1));
        return plan.SuppressedProviders.Contains(new SuppressedConnector("chat", Chat.Provider, "already_alerted", sent.AddMinutes(60)));
    }

    [Test]
    public void The_window_is_as_long_as_asked()
    {
        var request = To("all") with { SuppressionWindowMinutes = 10 };

        var plan = Decide(Trouble, request, [Chat], Sent(Noon.AddMinutes(-11))).Value;

        Assert.That(plan.SelectedProviders, Is.EqualTo(new[] { "chat" }));
    }

    [Test]
    public void Only_the_connector_that_took_it_is_left_out()
    {
        var plan = Decide(Trouble, To("all"), [Chat, Pager], Sent(Noon)).Value;

        Assert.That(plan.SelectedProviders, Is.EqualTo(new[] { "pager" }));
        Assert.That(plan.SuppressedProviders.Single().Connector, Is.EqualTo("chat"));
    }

    [Test]
    public void What_was_not_taken_suppresses_nothing()
    {
        var plan = Decide(Trouble, To("all"), [Chat], Sent(Noon, delivered: false)).Value;

        Assert.That(plan.SelectedProviders, Is.EqualTo(new[] { "chat" }));
    }

    [Test]
    public void Other_trouble_is_not_suppressed()
    {
        var plan = Decide(WorseTrouble, To("all"), [Chat], Sent(Noon)).Value;

        Assert.That(plan.SelectedProviders, Is.EqualTo(new[] { "chat" }));
    }

    [Test]
    public void Force_skips_suppression()
    {
        var request = To("all") with { Force = true };

        var plan = Decide(Trouble, request, [Chat], Sent(Noon)).Value;

        Assert.That((plan.ReasonCode, plan.SuppressedProviders.Count), Is.EqualTo((HealthAlertReason.Routed, 0)));
    }

    [TestCase(1, ExpectedResult = 1)]
    [TestCase(2, ExpectedResult = 2)]
    [TestCase(3, ExpectedResult = 2)]
    public int No_more_findings_are_told_than_asked_for(int max) =>
        Decide(WorseTrouble, To("all") with { MaxAlerts = max }, [Chat]).Value.AlertCount;

    [Test]
    public void It_carries_the_episode_as_dedup_key_and_is_evidence()
    {
        var plan = Decide(Trouble, To("all"), [Chat]).Value;

        Assert.That(plan.EpisodeId, Is.EqualTo(Episode.Id));
        Assert.That(plan.Evidence.Kind, Is.EqualTo(WireNames.HealthAlertPlanKind));
        Assert.That(plan.Evidence.ResourceId, Does.StartWith("gordackhealthalert-"));
        Assert.That(plan.Evidence.Summary["health_id"], Is.EqualTo(Trouble.HealthId.ToString()));
        Assert.That(plan.Evidence.Summary["suppressed"], Is.False);
    }
}
