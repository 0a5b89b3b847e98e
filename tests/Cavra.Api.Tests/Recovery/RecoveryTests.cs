using System.Text.Json.Nodes;
using Cavra.Api.Tests.WorkerHealth;
using Cavra.Testing;

namespace Cavra.Api.Tests.Recovery;

/// <summary>Connectors that fail are brought back: over HTTP, with what proves it.</summary>
public sealed class RecoveryTests
{
    private const string Audit = HealthScene.Audit;

    private HealthScene _scene = null!;

    [OneTimeSetUp]
    public async Task StartScene() => _scene = await HealthScene.StartAsync();

    [OneTimeTearDown]
    public async Task StopScene() => await _scene.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => await _scene.NewWorkspaceAsync();

    [Test]
    public async Task A_playbook_covers_each_connector_with_enough_open_failures()
    {
        await _scene.AFailedDeliveryAsync();
        await _scene.AnAbandonedDeliveryAsync();
        await _scene.AFailedDeliveryAsync("chat");

        var made = await PostAsync("/connector-recovery-playbook", new { generated_by = "pipeline 7" });
        var answer = made.Created();

        var playbook = answer.At("playbook");
        var siem = playbook.At("provider_playbooks").AsArray().Single()!;
        Assert.Multiple(() =>
        {
            Assert.That(playbook.Text("schema_version"), Does.EndWith("-connector-recovery-playbook.v1"));
            Assert.That(playbook.Text("playbook_id"), Does.StartWith("gordackrecovery-"));
            Assert.That(playbook.Text("on_behalf_of"), Is.EqualTo("pipeline 7"));
            Assert.That((playbook.Number("provider_count"), playbook.Number("failure_count")), Is.EqualTo((1, 2)));
            Assert.That((siem.Text("connector"), siem.Text("provider"), siem.Text("category")), Is.EqualTo(("siem", "webhook", "webhook")));
            Assert.That(siem.At("failure_classes").ToJsonString(), Is.EqualTo("""["server_error","interrupted"]"""));
            Assert.That(siem.At("status_codes").ToJsonString(), Is.EqualTo("[503]"));
            Assert.That(siem.Text("recovery_steps.0.step_id"), Is.EqualTo("ask_receiver"));
            Assert.That(siem.Text("recovery_steps.1.step_id"), Is.EqualTo("establish_outcome"));
            Assert.That(siem.Text("recovery_steps.2.operation"), Is.EqualTo("TestConnector"));
            Assert.That(answer.Text("metadata.metadata_kind"), Does.EndWith("-connector-recovery-playbook"));
        });
        var kept = (await _scene.App.Admin.GetJsonAsync(made.Response.Headers.Location!.ToString())).Ok();
        Assert.That(kept.At("playbook").ToJsonString(), Is.EqualTo(playbook.ToJsonString()));
        Assert.That(kept.Text("recovery_rows.0.state"), Is.EqualTo("open"));
        Assert.That((await GetAsync("/connector-recovery-playbooks")).Text("items.0.connectors.0"), Is.EqualTo("siem"));
    }

    [TestCase("""{"min_failure_count":0}""", "/min_failure_count")]
    [TestCase("""{"min_failure_count":1001}""", "/min_failure_count")]
    [TestCase("""{"lookback_hours":721}""", "/lookback_hours")]
    public async Task A_playbook_out_of_range_is_refused(string body, string member) =>
        (await PostAsync("/connector-recovery-playbook", body)).InvalidAt(member);

    [Test]
    public async Task A_later_attempt_that_succeeded_resolves_a_recovery()
    {
        var playbook = await APlaybookAsync();
        var attempt = await ASuccessAsync("siem");

        var answer = (await CloseAsync(playbook, new { provider = "webhook", verification_refs = new[] { attempt }, closed_by = "pipeline 7" })).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(answer.Text("closure.closure_id"), Does.StartWith("gordackrecoveryclosure-"));
            Assert.That(answer.Text("closure.closure_state"), Is.EqualTo("resolved"));
            Assert.That(answer.Text("closure.connector"), Is.EqualTo("siem"));
            Assert.That(answer.Text("closure.on_behalf_of"), Is.EqualTo("pipeline 7"));
            Assert.That(answer.Text("closure.verification_refs.0"), Is.EqualTo(attempt));
            Assert.That(answer.Text("metadata.metadata_kind"), Does.EndWith("-connector-recovery-closure"));
        });
        var report = await ReportAsync();
        Assert.That((report.Number("recovery_open_count"), report.Number("recovery_closed_count")), Is.EqualTo((0, 1)));
        Assert.That(report.Text("recovery_rows.0.state"), Is.EqualTo("resolved"));
    }

    [Test]
    public async Task A_passed_test_of_the_connector_resolves_it_and_a_failed_one_does_not()
    {
        var playbook = await APlaybookAsync();
        _scene.Siem.Answers(503);
        var failed = await ATestAsync("siem");
        _scene.Siem.Answers(200);
        var passed = await ATestAsync("siem");

        (await CloseAsync(playbook, Resolved(failed))).Problem(422, "recovery.reference_unsuccessful");
        (await CloseAsync(playbook, Resolved(passed))).Ok();
    }

    [Test]
    public async Task What_proves_nothing_is_named_and_changes_nothing()
    {
        var early = await ASuccessAsync("siem");
        var playbook = await APlaybookAsync();
        var (other, good) = (await ASuccessAsync("chat"), await ASuccessAsync("siem"));

        (await CloseAsync(playbook, Resolved(early))).Problem(422, "recovery.reference_too_early");
        (await CloseAsync(playbook, Resolved(other))).Problem(422, "recovery.reference_of_another_connector");
        (await CloseAsync(playbook, Resolved("CHG-1"))).Problem(422, "recovery.reference_unknown");
        var refused = (await CloseAsync(playbook, Resolved(good, $"gordackretryexec-{new string('0', 32)}")))
            .Problem(422, "recovery.reference_unknown");
        Assert.That(refused.At("errors").AsObject().Select(error => error.Key), Is.EqualTo(new[] { "/verification_refs/1" }));
        (await CloseAsync(playbook, new { provider = "siem" })).InvalidAt("/verification_refs");
        (await CloseAsync(playbook, new { provider = "siem", closure_state = "mitigated" })).InvalidAt("/notes");
        (await CloseAsync(playbook, new { provider = "siem", closure_state = "reopened" })).Problem(409, "recovery.not_closed");
        Assert.That(await _scene.App.Database.ScalarAsync<long>("select count(*) from recovery_closures"), Is.Zero);
        Assert.That((await ReportAsync()).Number("recovery_open_count"), Is.EqualTo(1));
    }

    [Test]
    public async Task An_unknown_playbook_is_not_found_and_a_connector_beside_it_is_not_in_it()
    {
        await _scene.AFailedDeliveryAsync("chat");
        var playbook = await APlaybookAsync();

        (await CloseAsync($"gordackrecovery-{new string('0', 32)}", Resolved("x"))).Problem(404, "recovery.playbook_not_found");
        (await CloseAsync(playbook, new { provider = "boss", closure_state = "deferred" })).Problem(409, "recovery.not_in_playbook");
        (await CloseAsync(playbook, new { provider = "webhook", closure_state = "deferred" })).Problem(409, "connector.ambiguous");
    }

    [Test]
    public async Task The_report_tells_what_is_open_what_is_late_and_what_was_said_day_by_day()
    {
        var playbook = await APlaybookAsync();
        _scene.App.Clock.Advance(TimeSpan.FromMinutes(240));
        Assert.That((await ReportAsync()).Number("recovery_slo_breached_count"), Is.Zero);
        _scene.App.Clock.Advance(TimeSpan.FromMinutes(1));

        var late = await ReportAsync();
        (await CloseAsync(playbook, new { provider = "siem", closure_state = "mitigated", notes = "The standby takes over." })).Ok();
        (await CloseAsync(playbook, new { provider = "siem", closure_state = "reopened" })).Ok();
        var after = await ReportAsync("?recovery_slo_minutes=1");

        Assert.Multiple(() =>
        {
            Assert.That(late.Number("recovery_slo_breached_count"), Is.EqualTo(1));
            Assert.That(late.Number("recovery_rows.0.age_minutes"), Is.EqualTo(241));
            Assert.That(late.At("recovery_rows.0.breached").GetValue<bool>());
            Assert.That(late["execution_success_rate"], Is.Null);
            Assert.That(after.Number("recovery_slo_breached_count"), Is.Zero, "its clock starts anew when it is reopened");
            Assert.That(after.Number("closure_trends.13.mitigated_count"), Is.EqualTo(1));
            Assert.That(after.Number("closure_trends.13.reopened_count"), Is.EqualTo(1));
            Assert.That(after.Text("provider_summary.0.connector"), Is.EqualTo("siem"));
        });
        (await _scene.App.Admin.GetJsonAsync($"{Audit}/retry-recovery-report?recovery_slo_minutes=43201")).InvalidAt("/recovery_slo_minutes");
    }

    [Test]
    public async Task Making_a_playbook_again_leaves_one_recovery_a_connector_open_and_buys_no_time()
    {
        var first = await APlaybookAsync();
        _scene.App.Clock.Advance(TimeSpan.FromHours(1));
        (await PostAsync("/connector-recovery-playbook", new { min_failure_count = 1 })).Created();

        var report = await ReportAsync();

        Assert.That((report.Number("recovery_open_count"), report.Number("recovery_rows.0.age_minutes")), Is.EqualTo((1, 60)));
        (await CloseAsync(first, new { provider = "siem", closure_state = "deferred" })).Problem(409, "recovery.superseded");
    }

    [Test]
    public async Task An_open_recovery_is_owed_by_operators_until_it_is_closed()
    {
        var playbook = await APlaybookAsync();
        using var @operator = await _scene.App.ClientWithAsync("operator");

        var owed = (await @operator.GetJsonAsync("/obligations")).Ok().At("obligations").AsArray()
            .Single(one => one!.Text("kind") == "close_recovery")!;
        (await CloseAsync(playbook, new { provider = "siem", closure_state = "mitigated", notes = "The standby takes over." })).Ok();

        Assert.That((owed.Number("count"), owed.At("awaited_roles").ToJsonString()), Is.EqualTo((1, """["operator"]""")));
        var left = (await @operator.GetJsonAsync("/obligations")).Ok().At("obligations").AsArray().Select(one => one!.Text("kind"));
        Assert.That(left, Does.Not.Contain("close_recovery"));
        var dashboard = (await _scene.App.Admin.GetJsonAsync($"{GivenDrills.Root}/dashboard")).Ok();
        Assert.That(dashboard.Number("acknowledgement_audit_delivery_connector_recovery_playbook_count"), Is.EqualTo(1));
        Assert.That(dashboard.Number("acknowledgement_audit_delivery_connector_recovery_closure_count"), Is.EqualTo(1));
        Assert.That(dashboard.Number("acknowledgement_audit_delivery_connector_recovery_closed_count"), Is.EqualTo(1));
    }

    [Test]
    public async Task An_escalation_goes_to_the_connectors_that_are_marked_for_it()
    {
        await APlaybookAsync();
        _scene.App.Clock.Advance(TimeSpan.FromHours(5));
        var planned = (await PostAsync("/recovery-escalation-plan", new { recovery_slo_minutes = 240 })).Ok();

        var sent = (await PostAsync("/recovery-escalations/latest/deliver", new { retries = 0 })).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(planned.Text("plan.recovery_escalation_plan_id"), Does.StartWith("gordackrecoveryesc-"));
            Assert.That(planned.Text("plan.routes.0.reason"), Is.EqualTo("breached"));
            Assert.That(planned.Text("plan.routes.0.escalation_connectors.0"), Is.EqualTo("boss"));
            Assert.That(sent.At("success").GetValue<bool>());
            Assert.That(sent.Text("event_id"), Does.StartWith("rcd-"));
            Assert.That(sent.Text("delivery.deliveries.0.connector"), Is.EqualTo("boss"));
            Assert.That(
                sent.Text("metadata.connector_delivery_source"),
                Is.EqualTo("go_backend_rollback_drill_acknowledgement_audit_recovery_escalation"));
        });
        Assert.That(_scene.Boss.Requests, Has.Count.EqualTo(1));
        var chain = (await _scene.App.Admin.GetJsonAsync(
            $"{GivenDrills.Root}?connector_delivery_source=go_backend_rollback_drill_acknowledgement_audit_recovery_escalation")).Ok();
        Assert.That(chain.Number("total"), Is.EqualTo(3), "the plan, the beginning and the end");
    }

    [Test]
    public async Task An_escalation_of_nothing_sends_nothing_and_one_that_nobody_planned_is_not_found()
    {
        (await PostAsync("/recovery-escalations/latest/deliver", new { })).Problem(404, "recovery.escalation_not_found");
        var plan = (await PostAsync("/recovery-escalation-plan", new { })).Ok().Text("plan.recovery_escalation_plan_id");

        var sent = (await PostAsync($"/recovery-escalations/{plan}/deliver", new { })).Ok();

        Assert.That((sent.At("success").GetValue<bool>(), sent["delivery"], sent.Text("event_id")), Is.EqualTo((true, (JsonNode?)null, plan)));
        (await PostAsync($"/recovery-escalations/{plan}/deliver", new { provider = "jira" })).Problem(422, "connector.unknown");
        (await PostAsync($"/recovery-escalations/{plan}/deliver", new { max_routes = 101 })).InvalidAt("/max_routes");
        Assert.That(_scene.Boss.Requests, Is.Empty);
    }

    private static object Resolved(params string[] references) => new { provider = "siem", verification_refs = references };

    private Task<Answer> PostAsync(string path, object body) => _scene.App.Admin.PostJsonAsync(Audit + path, body);

    private async Task<JsonObject> GetAsync(string path) => (await _scene.App.Admin.GetJsonAsync(Audit + path)).Ok();

    private async Task<JsonObject> ReportAsync(string query = "") => (await GetAsync("/retry-recovery-report" + query)).At("report").AsObject();

    private Task<Answer> CloseAsync(string playbook, object body) => PostAsync($"/connector-recovery-playbooks/{playbook}/closures", body);

    private async Task<string> APlaybookAsync()
    {
        await _scene.AFailedDeliveryAsync();
        return (await PostAsync("/connector-recovery-playbook", new { min_failure_count = 1 })).Created().Text("playbook.playbook_id");
    }

    private async Task<string> ATestAsync(string connector)
    {
        _scene.App.Clock.Advance(TimeSpan.FromSeconds(1));
        return (await _scene.App.Admin.PostJsonAsync($"/connectors/{connector}/test", new { retries = 0 })).Ok().Text("test.test_id");
    }

    /// <summary>An audit delivery through a connector that it took.</summary>
    private async Task<string> ASuccessAsync(string connector)
    {
        _scene.App.Clock.Advance(TimeSpan.FromSeconds(1));
        var sent = (await _scene.App.Admin.PostJsonAsync(Audit, new { delivery_provider = connector, retries = 0 })).Ok();
        Assert.That(sent.At("success").GetValue<bool>());
        return "rca-" + await _scene.App.Database.ScalarAsync<string>(
            $"select replace(id::text, '-', '') from attempts where connector = '{connector}' order by id desc limit 1");
    }
}
