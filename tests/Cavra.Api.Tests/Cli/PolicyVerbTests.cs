using Cavra.Api.Tests.Policies;
using Cavra.Testing;

namespace Cavra.Api.Tests.Cli;

/// <summary>The policy, on the command line.</summary>
internal sealed class PolicyVerbTests
{
    private CavraApp _cavra = null!;
    private CavraApp _app = null!;
    private string _file = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync(GivenFailures.ConnectorFile);

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => (_app, _file) = (await _cavra.NewWorkspaceAsync(), Path.GetTempFileName());

    [TearDown]
    public void RemoveFile() => File.Delete(_file);

    [Test]
    public async Task What_is_shown_can_be_edited_previewed_and_set()
    {
        var shown = (await _app.RunAsync("policy", "show")).Ends(0);
        var document = (await _app.RunAsync("policy", "show", "--json")).Ends(0).Json;
        document["policy"]!["approvals_required"] = 2;
        await File.WriteAllTextAsync(_file, document.ToJsonString());

        var previewed = (await _app.RunAsync("policy", "preview", _file)).Ends(0);
        var set = (await _app.RunAsync("policy", "set", _file, "--notes", "Two from now on.")).Ends(0);
        var after = (await _app.RunAsync("policy", "show")).Ends(0);

        Assert.Multiple(() =>
        {
            Assert.That(shown.Output, Does.StartWith("Version 1, the built-in policy.\n").And.Contain("retry_policy.retry_delay_minutes\t15\n"));
            Assert.That(previewed.Output, Does.Contain("approvals_required\t1\t2\n").And.Contain("0 approvals would no longer count"));
            Assert.That(set.Output, Does.StartWith("Version 2 is in force, decided by administrator.\n").And.Contain("approvals_required\t1\t2\n"));
            Assert.That(after.Output, Does.Match("^Version 2, decided by administrator at 2026-11-02 09:00:00Z\\.\nTwo from now on\\.\n"));
        });
    }

    [Test]
    public async Task A_policy_alone_is_set_as_well_and_one_that_is_refused_ends_with_why()
    {
        await File.WriteAllTextAsync(_file, GivenPolicies.APolicy(delay: 30, windows: GivenPolicies.AWindow(connectors: "siem")).ToJsonString());
        (await _app.RunAsync("policy", "set", _file, "--if-match", "1")).Ends(0);
        Assert.That((await _app.RunAsync("policy", "show")).Ends(0).Output, Does.Contain("freeze_windows.0\trelease: "));
        Assert.That((await _app.RunAsync("policy", "set", _file, "--if-match", "*")).Ends(4).Error, Does.Contain("policy.unchanged"));

        await File.WriteAllTextAsync(_file, GivenPolicies.APolicy(approvals: 9).ToJsonString());
        Assert.That((await _app.RunAsync("policy", "set", _file, "--if-match", "*")).Ends(2).Error, Does.Contain("/approvals_required"));
        await File.WriteAllTextAsync(_file, "no json");
        Assert.That((await _app.RunAsync("policy", "set", _file)).Ends(2).Error, Does.Contain("no JSON object"));
        (await _app.RunAsync("policy", "preview", Path.Combine(_file, "nowhere"))).Ends(2);
    }

    [Test]
    public async Task A_change_that_somebody_else_made_meanwhile_is_shown_and_not_undone()
    {
        var document = (await _app.RunAsync("policy", "show", "--json")).Ends(0).Json;
        document["policy"]!["review_minutes"] = 60;
        await File.WriteAllTextAsync(_file, document.ToJsonString());
        (await _app.PutPolicyAsync(GivenPolicies.APolicy(approvals: 3))).Ok();

        var refused = (await _app.RunAsync("policy", "set", _file)).Ends(4);
        var inForce = (await _app.RunAsync("policy", "show", "--json")).Ends(0).Json;
        var forced = (await _app.RunAsync("policy", "set", _file, "--if-match", "2")).Ends(0);

        Assert.That(refused.Error, Does.Contain("Version 2, by administrator:\n    approvals_required: 1 -> 3\n"));
        Assert.That((inForce.Number("version"), inForce.Number("policy.approvals_required")), Is.EqualTo((2, 3)));
        Assert.That(forced.Output, Does.StartWith("Version 3 is in force").And.Contain("approvals_required\t3\t1\n"));
    }

    [Test]
    public async Task A_policy_that_does_not_say_what_it_replaces_needs_to_be_told()
    {
        await File.WriteAllTextAsync(_file, GivenPolicies.APolicy(approvals: 3).ToJsonString());

        Assert.That((await _app.RunAsync("policy", "set", _file)).Ends(2).Error, Does.Contain("--if-match"));
        (await _app.RunAsync("policy", "set", _file, "--if-match", "x")).Ends(2);
        (await _app.RunAsync("policy", "set", _file, "--if-match", "7")).Ends(4);
        Assert.That((await _app.RunAsync("policy", "show")).Ends(0).Output, Does.StartWith("Version 1,"));
    }
}
