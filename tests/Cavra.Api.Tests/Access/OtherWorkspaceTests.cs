using Cavra.Api.Tests.AuditDeliveries;
using Cavra.Api.Tests.Policies;
using Cavra.Testing;
using Cavra.Testing.Identity;

namespace Cavra.Api.Tests.Access;

/// <summary>What somebody with every role in another workspace can learn and do here: nothing.</summary>
public sealed class OtherWorkspaceTests
{
    // Named by each workspace anew, or the whole instance's.
    private static readonly string[] NotOfAWorkspace =
        ["DefineDrillSchedule", "GetConnector", "TestConnector", "PauseConnector", "ResumeConnector", "swagger/{**path}"];

    private TestIssuer _issuer = null!;
    private IdentityFileOf _identity = null!;
    private AuditScene _scene = null!;
    private HttpClient _stranger = null!;
    private Dictionary<string, string> _ids = null!;

    [OneTimeSetUp]
    public async Task StartScene()
    {
        var clock = new WatchedClock(CavraApp.Start);
        _issuer = await TestIssuer.StartAsync(clock);
        _identity = new IdentityFileOf(Credentials.IdentityOf(_issuer));
        _scene = await AuditScene.StartAsync(_identity.Settings, clock);
        _stranger = await _scene.App.OpenWorkspaceAsync("other", RoleTable.Roles);
        _ids = await GivenOneOfEachAsync();
    }

    [OneTimeTearDown]
    public async Task StopScene()
    {
        _stranger.Dispose();
        await _scene.DisposeAsync();
        await _issuer.DisposeAsync();
        _identity.Dispose();
    }

    [TestCaseSource(typeof(Credentials), nameof(Credentials.Kinds))]
    public async Task Whatever_is_of_this_workspace_is_not_found_and_stays_as_it_is(string kind)
    {
        var elsewhere = await _scene.App.NewWorkspaceAsync();
        using var stranger = await elsewhere.ClientAsync(_issuer, kind, "stranger", RoleTable.Roles);
        var before = await ThisWorkspaceAsync();
        var rows = RoleTable.Rows.Where(row => _scene.App.Endpoints().Single(endpoint => endpoint.Name() == row.Endpoint)
            .RoutePattern.Parameters.Count > 0 && !NotOfAWorkspace.Contains(row.Endpoint)).ToList();

        foreach (var row in rows)
        {
            Assert.That((int)(await stranger.CallAsync(_scene.App, row, _ids)).Status, Is.EqualTo(404), row.Endpoint);
        }

        (await stranger.PostJsonAsync(AuditScene.Audit, new { audit_id = _ids["audit_id"] })).Problem(404, "audit_package.not_found");
        Assert.That(await ThisWorkspaceAsync(), Is.EqualTo(before));
        Assert.That(rows, Has.Count.EqualTo(20));
    }

    [Test]
    public async Task Whatever_is_of_this_workspace_is_found_from_within()
    {
        foreach (var row in RoleTable.Rows.Where(row => !row.IsCommand && row.Endpoint.StartsWith("Get", StringComparison.Ordinal))
            .Where(row => row.Roles.Contains("operator") && row.Endpoint != "GetTimestamp"))
        {
            // A time-stamp there is only where somebody makes them.
            var ids = new Dictionary<string, string>(_ids) { ["name"] = "webhook" };

            Assert.That((int)(await _scene.Client.CallAsync(_scene.App, row, ids)).Status, Is.EqualTo(200), row.Endpoint);
        }
    }

    [Test]
    public async Task Lists_and_figures_of_another_workspace_say_nothing_of_this_one()
    {
        var own = (await _stranger.GetJsonAsync("/access/keys")).Ok();
        Assert.That(own.Number("total"), Is.EqualTo(1));

        foreach (var row in RoleTable.Rows.Where(row => row.Endpoint.StartsWith("List", StringComparison.Ordinal)))
        {
            var text = (await _stranger.CallAsync(_scene.App, row)).Ok().ToJsonString();

            Assert.That(_ids.Where(id => id.Key is not ("health_id" or "level" or "version") && text.Contains(id.Value, StringComparison.Ordinal)), Is.Empty, row.Endpoint);
        }

        var dashboard = (await _stranger.GetJsonAsync($"{AuditScene.Root}/dashboard")).Ok();
        Assert.That(dashboard.Number("plan_count"), Is.Zero);
        Assert.That((await _stranger.GetJsonAsync($"{AuditScene.Audit}/worker-health")).Ok().Number("connector_delivery_failure_count"), Is.Zero);
    }

    [Test]
    public async Task A_schedule_of_the_same_name_is_another_schedule()
    {
        var row = RoleTable.Rows.Single(row => row.Endpoint == "DefineDrillSchedule");
        using var third = await _scene.App.OpenWorkspaceAsync("third", RoleTable.Roles);
        var before = await ThisWorkspaceAsync();

        (await third.CallAsync(_scene.App, row, _ids)).Created();

        Assert.That(await ThisWorkspaceAsync(), Is.EqualTo(before));
    }

    private async Task<Dictionary<string, string>> GivenOneOfEachAsync()
    {
        _scene.Siem.Answers(503);
        await _scene.GivenAnAnsweredNotificationAsync();
        var delivered = await _scene.DeliverAsync();
        var plan = (await _scene.Client.PostJsonAsync($"{AuditScene.Audit}/retry-plan")).Created();
        var run = (await _scene.Client.PostJsonAsync($"{AuditScene.Audit}/worker-run")).Created();
        var alert = (await _scene.Client.PostJsonAsync(
            $"{AuditScene.Audit}/worker-health-alerts/deliver", new { provider = "webhook", retries = 0 })).Ok();
        var playbook = (await _scene.Client.PostJsonAsync($"{AuditScene.Audit}/connector-recovery-playbook", new { min_failure_count = 1 })).Created();
        var approval = (await _scene.Client.PostJsonAsync($"{AuditScene.Audit}/retry-execution-approval-plan", new { })).Ok();
        var escalation = (await _scene.Client.PostJsonAsync($"{AuditScene.Audit}/recovery-escalation-plan")).Ok();
        var key = (await _scene.Client.PostJsonAsync("/access/keys", new { name = "k", roles = new[] { "auditor" } })).Created();
        (await _scene.App.PutPolicyAsync(GivenPolicies.APolicy(review: 60))).Ok();
        await _scene.App.SequenceAsync();
        return new Dictionary<string, string>
        {
            ["schedule_id"] = "nightly",
            ["audit_id"] = delivered.Text("audit_package.audit_id"),
            ["destination_id"] = (await _scene.DestinationsAsync("?state=failed")).Single()!.Text("destination_id"),
            ["retry_plan_id"] = plan.Text("plan.retry_plan_id"),
            ["approval_plan_id"] = approval.Text("plan.approval_plan_id"),
            ["playbook_id"] = playbook.Text("playbook.playbook_id"),
            ["plan_id"] = escalation.Text("plan.recovery_escalation_plan_id"),
            ["run_id"] = run.Text("run.run_id"),
            ["health_id"] = alert.Text("health.health_id"),
            ["evidence_id"] = run.Text("metadata.evidence_id"),
            ["key_id"] = key.Text("key_id"),
            ["version"] = "2",
            ["level"] = "0",
            ["index"] = "000.p/1",
        };
    }

    /// <summary>Every row of this workspace, in whatever table.</summary>
    private async Task<IReadOnlyList<string>> ThisWorkspaceAsync()
    {
        var tables = await _scene.Database.ColumnAsync(
            "select quote_ident(table_name) from information_schema.columns where table_schema = 'public' and column_name = 'workspace_id'");
        var rows = new List<string>();
        foreach (var table in tables)
        {
            rows.AddRange(await _scene.Database.ColumnAsync(
                $"select t::text from {table} t join workspaces w on w.id = t.workspace_id where w.name = 'default' order by 1"));
        }

        return rows;
    }
}
