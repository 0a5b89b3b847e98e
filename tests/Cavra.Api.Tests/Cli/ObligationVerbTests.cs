using Cavra.Api.Tests.Obligations;
using Cavra.Testing;

namespace Cavra.Api.Tests.Cli;

/// <summary>What awaits whom, on the command line.</summary>
internal sealed class ObligationVerbTests
{
    private ObligationScene _scene = null!;

    [OneTimeSetUp]
    public async Task StartScene() => _scene = await ObligationScene.StartAsync();

    [OneTimeTearDown]
    public async Task StopScene() => await _scene.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => await _scene.NewWorkspaceAsync();

    [Test]
    public async Task Where_nothing_awaits_anybody_it_says_so_and_ends_with_0()
    {
        var run = (await RunAsync(_scene.Audit.App.AdminKey)).Ends(0);

        Assert.That((run.Output, run.Error.Trim()), Is.EqualTo(("", "Nothing that you may read awaits anybody.")));
    }

    [Test]
    public async Task What_awaits_whom_is_a_line_each_and_ends_with_0()
    {
        await _scene.EverythingAsync();
        var auditor = (await _scene.Audit.Client.PostJsonAsync("/access/keys", new { name = "reader", roles = new[] { "auditor" } })).Created();

        var own = (await RunAsync(_scene.Audit.App.AdminKey)).Ends(0).Output.Split('\n');
        var others = (await RunAsync(auditor.Text("key"))).Ends(0).Output;
        var json = (await RunAsync(_scene.Audit.App.AdminKey, "--json")).Ends(0).Json;

        Assert.Multiple(() =>
        {
            Assert.That(own[0], Does.StartWith("you\tacknowledge_route\t1\t0\t2026-11-02 09:00:00Z\toperator\t/runtime/go-pilot/"));
            Assert.That(own[1], Does.StartWith("you\treview\t1\t-\t").And.Contain("\toperator, ci\t").And.EndsWith("/loops?gate=reviewed&open=true"));
            Assert.That(others.Trim().Split('\n'), Has.Length.EqualTo(3).And.All.StartsWith("others\t"));
            Assert.That(json.At("obligations").AsArray(), Has.Count.EqualTo(3));
        });
    }

    private Task<CliRun> RunAsync(string key, params string[] arguments) => CliRun.WithAsync(
        new Dictionary<string, string> { ["CAVRA_SERVER"] = $"{_scene.Audit.App.Address}", ["CAVRA_KEY"] = key }, ["obligations", .. arguments]);
}
