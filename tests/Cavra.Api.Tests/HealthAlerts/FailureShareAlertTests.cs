using Cavra.Api.Tests.Cli;
using Cavra.Api.Tests.WorkerHealth;
using Cavra.Testing;

namespace Cavra.Api.Tests.HealthAlerts;

public sealed class FailureShareAlertTests
{
    private HealthScene _scene = null!;

    [OneTimeSetUp]
    public async Task StartScene() => _scene = await HealthScene.StartAsync(failureLimit: 4);

    [OneTimeTearDown]
    public async Task StopScene() => await _scene.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => await _scene.NewWorkspaceAsync();

    [Test]
    public async Task A_connector_that_keeps_failing_is_alerted_once_and_again_at_its_limit_within_one_episode()
    {
        await FailAsync(1);
        await _scene.WatchAsync();
        Assert.That(_scene.Chat.Requests, Is.Empty);

        await FailAsync(1);
        await _scene.WatchAsync();
        var half = (await _scene.HealthAsync()).Text("health_id");
        Assert.That(_scene.Chat.Requests.Single().Text, Does.Contain("it has reached 50 % of its failure limit of 4: 2 failures in a row."));

        await FailAsync(1);
        await _scene.WatchAsync();
        Assert.That((await _scene.HealthAsync()).Text("health_id"), Is.EqualTo(half));
        Assert.That(_scene.Chat.Requests, Has.Count.EqualTo(1));

        await FailAsync(1);
        await _scene.WatchAsync();
        Assert.That(_scene.Chat.Requests, Has.Count.EqualTo(2));
        Assert.That(_scene.Chat.Requests[1].Text, Does.Contain("critical").And.Contain("it has reached 100 % of its failure limit of 4"));
        Assert.That(await _scene.App.Database.ScalarAsync<long>("select count(*) from health_episodes"), Is.EqualTo(1));
    }

    [Test]
    public async Task The_command_line_shows_the_finding_in_its_words()
    {
        await FailAsync(3);

        var output = (await _scene.App.RunAsync("health")).Output;

        Assert.That(output, Does.Contain("Connector siem is failing; it has reached 70 % of its failure limit of 4: 3 failures in a row."));
    }

    private async Task FailAsync(int times)
    {
        _scene.Siem.Answers(503);
        for (var time = 0; time < times; time++)
        {
            Assert.That((await _scene.App.Admin.PostJsonAsync("/connectors/siem/test", new { retries = 0 })).Ok().Flag("success"), Is.False);
        }
    }
}
