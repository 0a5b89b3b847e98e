using System.Text.Json.Nodes;
using Cavra.Application.Workers;
using Cavra.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static Cavra.Testing.GivenFailures;

namespace Cavra.Api.Tests.WorkerRuns;

public sealed class WorkerRunTests
{
    private CavraApp _cavra = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync(ConnectorFile);

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => _app = await _cavra.NewWorkspaceAsync();

    [Test]
    public async Task A_run_is_dry_unless_asked_and_says_what_a_live_run_would_do()
    {
        var due = await _app.FailAsync();
        await _app.FailAsync("itsm", attempts: 3);
        _app.Clock.Advance(TimeSpan.FromMinutes(20));
        await _app.FailAsync();

        var answer = await RunAsync();

        var run = answer.Created().At("run");
        Assert.Multiple(() =>
        {
            Assert.That(answer.Response.Headers.Location?.ToString(), Is.EqualTo($"{Deliveries}/worker-runs/{run.Text("run_id")}"));
            Assert.That(run.Text("schema_version"), Is.EqualTo("cavra.go-backend-pilot.rollback-drill-acknowledgement-audit-delivery-worker-run.v1"));
            Assert.That(run.Text("run_id"), Does.StartWith("gordackworker-"));
            Assert.That(run.Flag("dry_run"), Is.True);
            Assert.That(run.Text("state"), Is.EqualTo("succeeded"));
            Assert.That(run.Text("trigger"), Is.EqualTo("manual"));
            Assert.That(run.Number("schedule.interval_minutes"), Is.EqualTo(30));
            Assert.That(run.Text("schedule.window_start"), Is.EqualTo("2026-11-02T09:00:00Z"));
            Assert.That(run.Text("schedule.window_end"), Is.EqualTo("2026-11-02T09:30:00Z"));
            Assert.That(run.At("summary").ToJsonString(), Is.EqualTo(
                """{"retry_plan_count":1,"retryable_count":1,"waiting_retry_count":1,"suppressed_retry_count":1,"selected_retry_count":1,"approval_pending_count":1,"delivered_count":0,"failed_count":0,"follow_up_action_count":2}"""));
            Assert.That(
                run.At("retry_plan.retry_decisions").AsArray().Select(it => it!.Text("live_verdict.code")),
                Is.EquivalentTo(new[] { "approval_required", "suppressed", "waiting" }));
            Assert.That(run.Text("selected_retries.0.destination_id"), Is.EqualTo(due.Id.ToString()));
            Assert.That(
                run.At("follow_up_actions").AsArray().Select(it => it!.Text("action") + " " + it!.Text("approval_state")),
                Is.EquivalentTo(new[] { "request_approval dry_run_not_required", "review_delivery dry_run_not_required" }));
            Assert.That(answer.Body!.Text("retry_results.0.skipped"), Is.EqualTo("dry_run"));
            Assert.That(answer.Body!.Text("retry_results.0.decision.destination_id"), Is.EqualTo(due.Id.ToString()));
            Assert.That(answer.Body!.Text("retry_metadata.retry_plan_id"), Is.EqualTo(run.Text("retry_plan.retry_plan_id")));
            Assert.That(answer.Body!.Text("metadata.worker_run_id"), Is.EqualTo(run.Text("run_id")));
        });
        var read = (await _app.Admin.GetJsonAsync($"{Deliveries}/worker-runs/{run.Text("run_id")}")).Ok();
        Assert.That(JsonNode.DeepEquals(read, run), read.ToJsonString());
        Assert.That(await _app.Database.EvidenceLinesAsync(), Is.EquivalentTo(
            new[] { "begin dry run: done", "judge retries: done", "complete run: done" }));
        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from attempts"), Is.Zero);
    }

    [Test]
    public async Task A_run_keeps_which_credential_started_it_and_whose_it_is()
    {
        (await RunAsync()).Created();

        var session = (await _app.Admin.GetJsonAsync("/console/session")).Ok();
        Assert.That(
            await _app.Database.ColumnAsync(
                "select concat_ws(' ', by ->> 'display', by ->> 'subject', by ->> 'issuer', by ->> 'owner') from (select started_by as by from worker_runs) as run"),
            Is.EqualTo(new[] { $"administrator {session.Text("subject")} cavra:keys administrator" }));
    }

    [Test]
    public async Task A_dry_run_and_a_live_run_give_the_same_verdicts_on_the_same_state()
    {
        await _app.FailAsync();
        await _app.FailAsync("itsm");
        await _app.FailAsync("itsm", attempts: 3);
        _app.Clock.Advance(TimeSpan.FromMinutes(20));
        await _app.FailAsync();

        var dry = (await RunAsync(new { max_retry_deliveries = 1 })).Created();
        var live = (await RunAsync(new { max_retry_deliveries = 1, execute = true })).Created();

        Assert.That(
            JsonNode.DeepEquals(dry.At("run.retry_plan.retry_decisions"), live.At("run.retry_plan.retry_decisions")), live.ToJsonString());
        Assert.Multiple(() =>
        {
            Assert.That(
                live.At("run.retry_plan.retry_decisions").AsArray().Select(it => it!.Text("live_verdict.code")),
                Is.EquivalentTo(new[] { "approval_required", "approval_required", "suppressed", "waiting" }),
                "what may not be sent takes no room");
            Assert.That(live.Flag("run.dry_run"), Is.False);
            Assert.That(live.Text("retry_results.0.skipped"), Is.EqualTo("approval_required"));
            Assert.That(live.Text("retry_results.0.code"), Is.EqualTo("retry.approval_required"));
            Assert.That(live.Text("run.follow_up_actions.0.approval_state"), Is.EqualTo("approval_required"));
        });
        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from destinations where attempt_number > 1 and state <> 'failed'"), Is.Zero);
    }

    [TestCase("""{"dry_run":true,"execute":true}""", "/execute")]
    [TestCase("""{"dry_run":false,"execute":false}""", "/execute")]
    [TestCase("""{"dry_run":null}""", "/dry_run")]
    [TestCase("""{"execute":null}""", "/execute")]
    [TestCase("""{"dry-run":false}""", "/(name)")]
    [TestCase("""{"dryrun":false}""", "/dryrun")]
    [TestCase("""{"max_retry_deliveries":0}""", "/max_retry_deliveries")]
    [TestCase("""{"max_retry_deliveries":501}""", "/max_retry_deliveries")]
    [TestCase("""{"max_retry_deliveries":"5"}""", "/max_retry_deliveries")]
    [TestCase("""{"retries":6}""", "/retries")]
    [TestCase("""{"timeout_seconds":0.05}""", "/timeout_seconds")]
    [TestCase("""{"schedule":{"interval_minutes":0}}""", "/schedule/interval_minutes")]
    [TestCase("""{"schedule":{"enabled":null}}""", "/schedule/enabled")]
    [TestCase("""{"retry_policy":{"retry_delay_minutes":0,"allow_immediate_retry":false}}""", "/retry_policy/retry_delay_minutes")]
    public async Task A_malformed_run_is_refused_and_leaves_nothing(string body, string member)
    {
        (await RunAsync(body)).InvalidAt(member);

        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from worker_runs"), Is.Zero);
        Assert.That(await _app.Database.EvidenceLinesAsync(), Is.Empty);
    }

    [TestCase("""{"dry_run":false}""", false)]
    [TestCase("""{"execute":true}""", false)]
    [TestCase("""{"dry_run":false,"execute":true}""", false)]
    [TestCase("""{"dry_run":true,"execute":false}""", true)]
    [TestCase("""{"execute":false}""", true)]
    public async Task Live_is_only_what_says_so(string body, bool dry)
    {
        var run = (await RunAsync(body)).Created();

        Assert.That(run.Flag("run.dry_run"), Is.EqualTo(dry));
    }

    [Test]
    public async Task A_run_whose_schedule_is_disabled_is_recorded_and_does_nothing()
    {
        await _app.FailAsync();

        var answer = (await RunAsync(
            new { schedule = new { enabled = false, interval_minutes = 60, cadence = "by hand" } })).Created();

        Assert.Multiple(() =>
        {
            Assert.That(answer.Text("run.state"), Is.EqualTo("skipped_disabled"));
            Assert.That(answer.Text("run.schedule.cadence"), Is.EqualTo("by hand"));
            Assert.That(answer.Number("run.schedule.interval_minutes"), Is.EqualTo(60));
            Assert.That(answer.Text("run.schedule.window_end"), Is.EqualTo("2026-11-02T10:00:00Z"));
            Assert.That(answer.At("run")["retry_plan"], Is.Null);
            Assert.That(answer["retry_metadata"], Is.Null);
            Assert.That(answer.At("retry_results").AsArray(), Is.Empty);
        });
        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from retry_plans"), Is.Zero);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Whoever_prefers_an_early_answer_gets_the_run_as_it_begins_and_finds_how_it_ended_at_the_location(bool dry)
    {
        await _app.FailAsync();
        _app.Clock.Advance(TimeSpan.FromMinutes(20));
        var held = await _app.Database.Source.OpenConnectionAsync();
        await using (var hold = new NpgsqlCommand("BEGIN; LOCK TABLE retry_plans IN EXCLUSIVE MODE", held))
        {
            await hold.ExecuteNonQueryAsync();
        }

        var answer = await _app.Admin.PostPreferringAsync("respond-async", $"{Deliveries}/worker-run", new { dry_run = dry }, "once");
        await held.DisposeAsync();
        await _app.Services.GetRequiredService<WorkInHand>().WhenDoneAsync().OrHangAsync();

        var begun = answer.Accepted();
        Assert.Multiple(() =>
        {
            Assert.That((begun.Text("run.state"), begun.Flag("run.dry_run")), Is.EqualTo(("running", dry)));
            Assert.That(begun.Text("metadata.worker_run_id"), Is.EqualTo(begun.Text("run.run_id")));
            Assert.That(begun["retry_metadata"], Is.Null);
            Assert.That(begun.At("retry_results").AsArray(), Is.Empty);
        });
        var ended = (await _app.Admin.GetJsonAsync(answer.Response.Headers.Location!.ToString())).Ok();
        Assert.That((ended.Text("run_id"), ended.Text("state")), Is.EqualTo((begun.Text("run.run_id"), "succeeded")));
        Assert.That(ended.At("retry_results").AsArray(), Has.Count.EqualTo(1));
        Assert.That(
            await _app.Database.EvidenceLinesAsync(),
            Is.EqualTo(dry
                ? new[] { "begin dry run: done", "judge retries: done", "complete run: done" }
                : ["begin live run: done", "judge retries: done", "begin retries: done", "complete run: done"]));
        var again = (await _app.Admin.PostJsonAsync($"{Deliveries}/worker-run", new { dry_run = dry }, "once")).Accepted();
        Assert.That(again.Text("run.run_id"), Is.EqualTo(begun.Text("run.run_id")));
    }

    [Test]
    public async Task A_run_that_its_schedule_skips_is_answered_in_full()
    {
        var answer = await _app.Admin.PostPreferringAsync(
            "respond-async", $"{Deliveries}/worker-run", new { schedule = new { enabled = false } });

        Assert.That(answer.Created().Text("run.state"), Is.EqualTo("skipped_disabled"));
        Assert.That(answer.Response.Headers.Contains("Preference-Applied"), Is.False);
    }

    [Test]
    public async Task A_run_takes_up_only_the_connectors_it_is_asked_for()
    {
        await _app.FailAsync();
        var itsm = await _app.FailAsync("itsm");
        _app.Clock.Advance(TimeSpan.FromMinutes(20));

        var run = (await RunAsync(new { provider = "itsm" })).Created();

        Assert.Multiple(() =>
        {
            Assert.That(
                run.At("run.selected_retries").AsArray().Select(it => it!.Text("destination_id")), Is.EqualTo(new[] { itsm.Id.ToString() }));
            Assert.That(run.Number("run.summary.retryable_count"), Is.EqualTo(1));
        });
        (await RunAsync(new { provider = "jira" })).Problem(422, "connector.unknown");
        Assert.That(await _app.Database.EvidenceLinesAsync(), Does.Contain("begin dry run: refused:connector.unknown"));
    }

    [Test]
    public async Task Dry_and_live_runs_need_each_their_own_permission()
    {
        using var dry = await _app.ClientWithAsync("operator");
        using var live = await _app.ClientWithAsync("executor");

        (await dry.PostJsonAsync($"{Deliveries}/worker-run")).Created();
        (await dry.PostJsonAsync($"{Deliveries}/worker-run", new { execute = true })).Problem(403, "access.forbidden");
        (await live.PostJsonAsync($"{Deliveries}/worker-run", new { execute = true })).Created();
        (await live.PostJsonAsync($"{Deliveries}/worker-run")).Problem(403, "access.forbidden");
    }

    [Test]
    public async Task Runs_are_listed_by_mode_and_state_and_summed_up()
    {
        await _app.FailAsync();
        _app.Clock.Advance(TimeSpan.FromMinutes(20));
        (await RunAsync()).Created();
        _app.Clock.Advance(TimeSpan.FromSeconds(1));
        (await RunAsync(new { schedule = new { enabled = false } })).Created();
        _app.Clock.Advance(TimeSpan.FromSeconds(1));
        var live = (await RunAsync(new { execute = true })).Created();

        var all = (await _app.Admin.GetJsonAsync($"{Deliveries}/worker-runs")).Ok();
        var lives = (await _app.Admin.GetJsonAsync($"{Deliveries}/worker-runs?dry_run=false")).Ok();
        var skipped = (await _app.Admin.GetJsonAsync($"{Deliveries}/worker-runs?dry_run=true&state=skipped_disabled")).Ok();
        var dashboard = (await _app.Admin.GetJsonAsync($"{Deliveries}/worker-dashboard")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(all.Text("schema_version"), Does.EndWith("-worker-history.v1"));
            Assert.That(all.Number("total"), Is.EqualTo(3));
            Assert.That(all.Text("items.0.run_id"), Is.EqualTo(live.Text("run.run_id")));
            Assert.That(lives.At("items").AsArray().Select(it => it!.Text("run_id")), Is.EqualTo(new[] { live.Text("run.run_id") }));
            Assert.That(skipped.Number("total"), Is.EqualTo(1));
            Assert.That(dashboard.Text("alert_level"), Is.EqualTo("warning"));
            Assert.That(dashboard.Number("run_count"), Is.EqualTo(3));
            Assert.That(dashboard.Number("dry_run_count"), Is.EqualTo(2));
            Assert.That(dashboard.Number("executed_count"), Is.EqualTo(1));
            Assert.That(dashboard.Number("retryable_count"), Is.EqualTo(1));
            Assert.That(dashboard.Number("selected_retry_count"), Is.Zero, "nothing is approved");
            Assert.That(dashboard.At("latest").AsArray(), Has.Count.EqualTo(3));
        });
        (await _app.Admin.GetJsonAsync($"{Deliveries}/worker-runs?state=done")).InvalidAt("/state");
        (await _app.Admin.GetJsonAsync($"{Deliveries}/worker-runs/gordackworker-{new string('0', 32)}")).Problem(404, "worker_run.not_found");
    }

    [Test]
    public async Task The_same_idempotency_key_runs_once()
    {
        await _app.FailAsync();

        var first = (await _app.Admin.PostJsonAsync($"{Deliveries}/worker-run", new { }, "run-1")).Created();
        var again = await _app.Admin.PostJsonAsync($"{Deliveries}/worker-run", new { }, "run-1");

        Assert.That(JsonNode.DeepEquals(again.Created(), first), again.Body!.ToJsonString());
        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from worker_runs"), Is.EqualTo(1));
    }

    private Task<Answer> RunAsync(object? body = null) => _app.Admin.PostJsonAsync($"{Deliveries}/worker-run", body);
}
