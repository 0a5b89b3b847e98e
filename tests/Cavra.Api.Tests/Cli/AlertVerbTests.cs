using Cavra.Api.Tests.WorkerHealth;
using Cavra.Testing;

namespace Cavra.Api.Tests.Cli;

/// <summary>Alerts about the worker's health, on the command line.</summary>
internal sealed class AlertVerbTests
{
    private HealthScene _scene = null!;

    [OneTimeSetUp]
    public async Task StartScene() => _scene = await HealthScene.StartAsync();

    [OneTimeTearDown]
    public async Task StopScene() => await _scene.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => await _scene.NewWorkspaceAsync();

    [Test]
    public async Task Where_nothing_is_wrong_nothing_is_sent_and_that_is_well() =>
        Assert.That((await RunAsync("alerts", "deliver")).Ends(0).Output, Does.StartWith("healthy, healthy: 0 findings. "));

    [Test]
    public async Task An_alert_is_sent_listed_and_answered()
    {
        await _scene.AFailedDeliveryAsync();

        var sent = (await RunAsync("alerts", "deliver")).Ends(0).Output;
        var health = sent.Split('\n')[0].Split(' ')[^1].Trim();
        var answered = (await RunAsync("alerts", "ack", health, "--connector", "chat", "--state", "acknowledged", "--note", "On it.")).Ends(0).Output;
        var answers = (await RunAsync("alerts", "list", "--state", "acknowledged", "--health", health)).Ends(0).Output.Trim();

        Assert.Multiple(() =>
        {
            Assert.That(sent, Does.Match("^(warning|critical), routed: [1-9]").And.Match("\nchat\taccepted\t200\t1\t"));
            Assert.That(answered, Does.Match("^acknowledged for chat by administrator: gordackhealthack-[0-9a-f]{32}\\s*$"));
            Assert.That(answers.Split('\n'), Has.Length.EqualTo(1).And.All.Contain("\tadministrator\tacknowledge health alert\tgordackhealthack-"));
        });
        Assert.That((await RunAsync("alerts", "ack", "gordackhealth-0", "--connector", "chat")).Ends(4).Error, Is.Not.Empty);
        Assert.That((await RunAsync("alerts", "ack", health)).Ends(2).Error, Does.Contain("--connector"));
        Assert.That((await RunAsync("alerts", "list", "--state", "lost")).Ends(2).Error, Does.Contain("lost"));
    }

    [Test]
    public async Task An_alert_that_does_not_arrive_ends_with_1()
    {
        await _scene.AFailedDeliveryAsync();
        _scene.Chat.Answers(503);

        var run = (await RunAsync("alerts", "deliver", "--connector", "chat", "--retries", "0")).Ends(1);

        Assert.That(run.Output, Does.Match("\nchat\tfailed\t503\t1\t"));
    }

    private Task<CliRun> RunAsync(params string[] arguments) => _scene.App.RunAsync(arguments);
}
