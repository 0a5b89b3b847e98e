using Cavra.Api.Tests.Connectors;
using Cavra.Testing;

namespace Cavra.Api.Tests.Cli;

/// <summary>Connectors, on the command line.</summary>
internal sealed class ConnectorVerbTests
{
    private ConnectorScene _scene = null!;

    [OneTimeSetUp]
    public async Task StartScene() => _scene = await ConnectorScene.StartAsync();

    [OneTimeTearDown]
    public async Task StopScene() => await _scene.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => await _scene.NewWorkspaceAsync();

    [Test]
    public async Task Connectors_are_listed_with_how_they_stand_and_without_a_secret()
    {
        var run = (await _scene.App.RunAsync("connectors", "list")).Ends(0);
        var first = (await _scene.App.RunAsync("connectors", "list", "--limit", "1")).Ends(0);

        Assert.Multiple(() =>
        {
            Assert.That(run.Output, Does.Match("(^|\n)hook\twebhook\t[^\t]+\topen\t").And.Match("\noff\twebhook\t[^\t]+\tswitched off\t"));
            Assert.That(run.Output + run.Error, Does.Not.Contain("canary"));
            Assert.That(run.Error, Does.Contain("bad"), "what is wrong with the file is said");
            Assert.That(first.Error, Does.Contain("The next: --cursor "));
        });
    }

    [Test]
    public async Task A_paused_connector_says_by_whom_and_why_and_a_resumed_one_says_what_it_released()
    {
        var paused = (await _scene.App.RunAsync("connectors", "pause", "hook", "--reason", "Maintenance until noon.")).Ends(0);
        Assert.That(await _scene.DeliverAsync(), Is.EqualTo("held"));
        var shown = (await _scene.App.RunAsync("connectors", "show", "hook")).Ends(0);
        var resumed = (await _scene.App.RunAsync("connectors", "resume", "hook")).Ends(0);

        Assert.Multiple(() =>
        {
            Assert.That(paused.Output.Trim(), Is.EqualTo("hook is paused by administrator."));
            Assert.That(shown.Output, Does.Match(@"^hook \(webhook\) to \S+: paused\.\nPaused by administrator at 2026-11-02 09:00:00Z: Maintenance until noon\.\n"));
            Assert.That(resumed.Output, Does.StartWith("hook is resumed by administrator.\n1 held deliveries are sent now."));
        });
        Assert.That((await _scene.App.RunAsync("connectors", "resume", "hook")).Ends(4).Error, Is.Not.Empty);
        Assert.That((await _scene.App.RunAsync("connectors", "pause", "hook")).Ends(2).Error, Does.Contain("--reason"));
    }

    [Test]
    public async Task A_test_ends_with_0_when_it_arrives_and_with_1_when_it_does_not()
    {
        var arrived = (await _scene.App.RunAsync("connectors", "test", "hook")).Ends(0);
        _scene.Receiver.Answers(503);
        var failed = (await _scene.App.RunAsync("connectors", "test", "hook", "--retries", "0", "--timeout-seconds", "5")).Ends(1);
        var json = (await _scene.App.RunAsync("connectors", "test", "hook", "--json")).Ends(1).Json;
        var shown = (await _scene.App.RunAsync("connectors", "show", "hook")).Ends(0);

        Assert.Multiple(() =>
        {
            Assert.That(arrived.Output, Does.Match("^hook passed: [a-z]+, status 200\\. "));
            Assert.That(failed.Output, Does.Match("^hook failed: failed, status 503\\. "));
            Assert.That(json.Text("test.state"), Is.EqualTo("failed"));
            Assert.That(shown.Output, Does.Contain("test\t2026-11-02 09:00:00Z\tpassed\t200\t-\t"));
        });
    }

    [Test]
    public async Task Each_verb_says_it_in_json_where_that_is_asked_for()
    {
        var listed = (await _scene.App.RunAsync("connectors", "list", "--json")).Ends(0).Json;
        var paused = (await _scene.App.RunAsync("connectors", "pause", "hook", "--reason", "Maintenance.", "--json")).Ends(0).Json;
        var shown = (await _scene.App.RunAsync("connectors", "show", "hook", "--json")).Ends(0).Json;
        var resumed = (await _scene.App.RunAsync("connectors", "resume", "hook", "--json")).Ends(0).Json;

        Assert.Multiple(() =>
        {
            Assert.That(listed.At("items").AsArray().Select(item => item!.Text("name")), Does.Contain("hook"));
            Assert.That(new[] { paused, shown, resumed }.Select(answer => answer.Text("connector.name")), Is.All.EqualTo("hook"));
        });
    }

    [TestCase("show")]
    [TestCase("test")]
    [TestCase("resume")]
    public async Task A_connector_that_there_is_not_ends_with_4(string verb) =>
        Assert.That((await _scene.App.RunAsync("connectors", verb, "nowhere")).Ends(4).Error, Does.Contain("connector."));
}
