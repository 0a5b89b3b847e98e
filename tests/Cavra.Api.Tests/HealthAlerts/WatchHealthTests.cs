using System.Text.Json.Nodes;
using Cavra.Api.Tests.WorkerHealth;
using Cavra.Domain.WorkerRuns;
using Cavra.Testing;

namespace Cavra.Api.Tests.HealthAlerts;

public sealed class WatchHealthTests
{
    private HealthScene _scene = null!;

    [OneTimeSetUp]
    public async Task StartScene() => _scene = await HealthScene.StartAsync();

    [OneTimeTearDown]
    public async Task StopScene() => await _scene.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => await _scene.NewWorkspaceAsync();

    [Test]
    public async Task A_look_at_good_health_writes_nothing()
    {
        var before = await _scene.App.Database.EverythingAsync();

        await _scene.WatchAsync();

        Assert.That(await _scene.App.Database.EverythingAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Trouble_is_alerted_once_however_often_somebody_looks()
    {
        await _scene.AFailedDeliveryAsync();

        await _scene.WatchAsync();
        var alerted = await _scene.App.Database.EverythingAsync();
        await _scene.WatchAsync();

        Assert.That(_scene.Chat.Requests, Has.Count.EqualTo(1));
        Assert.That(await _scene.RoutesAsync(), Is.EqualTo(new[] { "chat open 0" }));
        Assert.That(await _scene.App.Database.EverythingAsync(), Is.EqualTo(alerted));
    }

    [Test]
    public async Task Of_many_replicas_that_look_at_once_one_alerts_and_the_others_leave_no_trace()
    {
        await _scene.AFailedDeliveryAsync();

        await _scene.WatchAsync(replicas: 8);

        Assert.That(_scene.Chat.Requests, Has.Count.EqualTo(1));
        Assert.That(await _scene.App.Database.EvidenceLinesAsync(), Has.None.Contains("refused"));
        Assert.That(await _scene.App.Database.ScalarAsync<long>("select count(*) from health_alert_plans"), Is.EqualTo(1));
    }

    [Test]
    public async Task What_nobody_answers_is_repeated_every_hour_and_then_escalated_once()
    {
        await AlertedAboutAnExhaustedDeliveryAsync();

        for (var hour = 1; hour <= 6; hour++)
        {
            await AnHourLaterAsync(replicas: 3);
        }

        var plans = await _scene.App.Database.ScalarAsync<long>("select count(*) from health_alert_plans");
        Assert.Multiple(() =>
        {
            Assert.That(_scene.Boss.Requests, Is.Not.Empty);
            Assert.That(plans, Is.EqualTo(_scene.Chat.Requests.Count + _scene.Boss.Requests.Count));
        });
        Assert.That(
            await _scene.App.Database.ScalarAsync<long>(
                "select count(*) from health_alert_routes where connector = 'chat' and state = 'open' and escalated_at is not null"),
            Is.EqualTo(1));
        Assert.That(await _scene.App.Database.EvidenceLinesAsync(), Has.None.Contains("refused"));
    }

    [TestCase("acknowledged")]
    [TestCase("dismissed")]
    public async Task What_somebody_has_answered_is_not_repeated(string state)
    {
        await AlertedAboutAnExhaustedDeliveryAsync();
        await AnHourLaterAsync(replicas: 1);
        var health = (await _scene.HealthAsync()).Text("health_id");
        (await _scene.AnswerAsync(health, new { provider = "chat", acknowledgement_state = state })).Ok();
        var sent = _scene.Chat.Requests.Count;

        await AnHourLaterAsync(replicas: 1);

        Assert.That(_scene.Chat.Requests, Has.Count.EqualTo(sent));
    }

    [Test]
    public async Task Health_that_is_back_is_told_once_to_whoever_was_alerted_under_the_same_key()
    {
        await _scene.AFailedDeliveryAsync();
        await _scene.WatchAsync();
        await _scene.App.Database.ExecuteAsync("update destinations set state = 'closed' where source = 'acknowledgement_audit'");

        await _scene.WatchAsync(replicas: 4);
        await _scene.WatchAsync();

        var messages = _scene.Chat.Requests.Select(request => JsonNode.Parse(request.Text)!["data"]!).ToArray();
        Assert.That(messages.Select(data => data.Text("status")), Is.EqualTo(new[] { "firing", "resolved" }));
        Assert.That(messages.Select(data => data.Text("dedup")).Distinct().Count(), Is.EqualTo(1));
        Assert.That(await _scene.RoutesAsync(), Is.EqualTo(new[] { "chat recovered 0" }));
        Assert.That(await _scene.App.Database.EvidenceLinesAsync(), Has.None.Contains("refused"));
    }

    [Test]
    public async Task An_alert_that_was_held_is_not_sent_once_its_trouble_is_over()
    {
        (await _scene.App.Admin.PostJsonAsync("/connectors/chat/pause", new { reason = "Moving." })).Ok();
        await _scene.AFailedDeliveryAsync();
        await _scene.WatchAsync();
        await _scene.App.Database.ExecuteAsync("update destinations set state = 'closed' where source = 'acknowledgement_audit'");
        await _scene.WatchAsync();
        Assert.That(
            await _scene.App.Database.ScalarAsync<long>("select count(*) from health_episodes where ended_at is null"), Is.Zero);

        (await _scene.App.Admin.PostJsonAsync("/connectors/chat/resume")).Ok();
        for (var hour = 0; hour < 3; hour++)
        {
            await _scene.SendWhatIsDueAsync();
            _scene.App.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.That(_scene.Chat.Requests, Is.Empty);
    }

    [Test]
    public async Task Trouble_that_comes_back_is_alerted_again_though_the_window_is_not_over()
    {
        await _scene.AFailedDeliveryAsync();
        await _scene.WatchAsync();
        await _scene.App.Database.ExecuteAsync("update destinations set state = 'closed' where source = 'acknowledgement_audit'");
        await _scene.WatchAsync();

        await _scene.AFailedDeliveryAsync();
        await _scene.WatchAsync();

        Assert.That(_scene.Chat.Requests, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task A_worker_killed_before_it_sent_loses_no_alert()
    {
        await _scene.AFailedDeliveryAsync();
        await _scene.WatchAndDieAsync();
        Assert.That(_scene.Chat.Requests, Is.Empty);

        for (var minute = 0; minute < 20 && _scene.Chat.Requests.Count == 0; minute++)
        {
            _scene.App.Clock.Advance(TimeSpan.FromMinutes(1));
            await _scene.SendWhatIsDueAsync();
        }

        Assert.That(_scene.Chat.Requests, Has.Count.EqualTo(1));
        Assert.That(await _scene.RoutesAsync(), Is.EqualTo(new[] { "chat open 0" }));
        Assert.That(
            await _scene.App.Database.ScalarAsync<long>("select count(*) from gates_passed where gate = 'routed'"), Is.EqualTo(1));
    }

    [Test]
    public async Task Without_a_connector_for_alerts_the_watcher_stays_quiet()
    {
        await using var bare = await HealthScene.StartAsync(alerts: false);
        await bare.AFailedDeliveryAsync();
        var before = await bare.App.Database.EvidenceLinesAsync();

        await bare.WatchAsync();

        Assert.That(await bare.App.Database.EvidenceLinesAsync(), Is.EqualTo(before));
    }

    // A delivery without attempts left stays as it is, whatever time does; a run each hour keeps the worker itself well.
    private async Task AlertedAboutAnExhaustedDeliveryAsync()
    {
        await _scene.AFailedDeliveryAsync(failures: 3);
        await _scene.WatchAsync();
        Assert.That(_scene.Chat.Requests, Has.Count.EqualTo(1));
    }

    private async Task AnHourLaterAsync(int replicas)
    {
        for (var half = 0; half < 2; half++)
        {
            _scene.App.Clock.Advance(TimeSpan.FromMinutes(30).Add(TimeSpan.FromSeconds(half)));
            await _scene.ARunAsync(run => Assert.That(run.Complete(RunWork.Nothing, _scene.Now).Refusal, Is.Null));
        }

        await _scene.App.SequenceAsync();
        await _scene.WatchAsync(replicas);
    }
}
