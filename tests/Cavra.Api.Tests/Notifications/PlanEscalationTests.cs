using Cavra.Testing;
using static Cavra.Api.Tests.Notifications.NotificationScene;

namespace Cavra.Api.Tests.Notifications;

public sealed class PlanEscalationTests
{
    private NotificationScene _scene = null!;

    [OneTimeSetUp]
    public async Task StartScene() => _scene = await StartAsync();

    [OneTimeTearDown]
    public async Task StopScene() => await _scene.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => await _scene.NewWorkspaceAsync();

    [Test]
    public async Task The_plan_names_each_breached_route_and_who_is_next()
    {
        await _scene.GivenANotifiedScheduleAsync("nightly");
        _scene.App.Clock.Advance(TimeSpan.FromMinutes(20));

        var plan = (await _scene.Client.PostJsonAsync($"{Root}/escalation-plan")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(plan.Text("plan.plan_id"), Does.StartWith("gordesc-"));
            Assert.That(plan.Text("plan.alert_level"), Is.EqualTo("critical"));
            Assert.That(plan.Number("plan.outstanding_count"), Is.EqualTo(2));
            Assert.That(plan.Number("plan.breached_count"), Is.EqualTo(1));
            Assert.That(plan.Text("plan.breached_routes.0.connector"), Is.EqualTo("siem-webhook"));
            Assert.That(plan.Text("plan.escalation_owners.0"), Is.EqualTo("platform-lead"));
            Assert.That(plan.Number("metadata.breached_count"), Is.EqualTo(1));
        });
        Assert.That(
            await _scene.App.Database.ColumnAsync("select routes->0->>'escalation_owner' from escalation_plans"),
            Is.EqualTo(new[] { "platform-lead" }));
        Assert.That(await _scene.App.Database.EvidenceLinesAsync(), Does.Contain("plan escalation: done"));
    }

    [Test]
    public async Task A_settled_route_is_not_escalated()
    {
        await _scene.GivenANotifiedScheduleAsync("nightly");
        (await _scene.AcknowledgeAsync("nightly", new { provider = "siem-webhook" })).Ok();
        (await _scene.AcknowledgeAsync("nightly", new { provider = "webhook" })).Ok();
        _scene.App.Clock.Advance(TimeSpan.FromHours(2));

        var plan = (await _scene.Client.PostJsonAsync($"{Root}/escalation-plan")).Ok();

        Assert.That((plan.Number("plan.outstanding_count"), plan.Text("plan.alert_level")), Is.EqualTo((0, "healthy")));
    }

    [Test]
    public async Task The_policy_of_a_call_counts_for_owners_without_a_rule_of_their_own()
    {
        var plain = GivenDrills.AScheduleBody().With("owner_routes", null);
        plain.Remove("owner_routes");
        await _scene.App.GivenAScheduleAsync("plain", plain);
        await _scene.NotifyAsync("plain");
        _scene.App.Clock.Advance(TimeSpan.FromMinutes(20));

        var usual = (await _scene.Client.PostJsonAsync($"{Root}/escalation-plan")).Ok();
        var strict = (await _scene.Client.PostJsonAsync($"{Root}/escalation-plan", new { policy = new { acknowledgement_minutes = 10 } })).Ok();

        Assert.That(usual.Number("plan.breached_count"), Is.Zero);
        Assert.That(strict.Number("plan.breached_count"), Is.EqualTo(4));
    }

    [TestCase("""{"policy": {"acknowledgement_minutes": 0}}""", "/policy/acknowledgement_minutes")]
    [TestCase("""{"policy": {"acknowledgement_minutes": null}}""", "/policy/acknowledgement_minutes")]
    [TestCase("""{"policy": {"minutes": 5}}""", "/policy/minutes")]
    public async Task A_malformed_policy_names_the_member(string body, string place) =>
        (await _scene.Client.PostJsonAsync($"{Root}/escalation-plan", body)).InvalidAt(place);
}
