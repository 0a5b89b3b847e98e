using System.Text.Json.Nodes;
using Cavra.Domain.Evidence;
using Cavra.Domain.WorkerRuns;
using Cavra.Testing;

namespace Cavra.Api.Tests.WorkerHealth;

public sealed class GetWorkerHealthTests
{
    private static readonly string[] WireFields =
    [
        "schema_version", "product", "health_id", "generated_at", "alert_level", "expected_interval_minutes",
        "missed_after_minutes", "stale_metadata_minutes", "run_count", "retry_plan_count", "retryable_count",
        "selected_retry_count", "missed_run_count", "late_run_count", "failed_job_count", "overrun_count",
        "disabled_schedule_count", "stale_retry_plan_count", "connector_delivery_failure_count", "unacknowledged_alert_count",
        "latest_run_id", "latest_run_at", "latest_run_age_minutes", "latest_retry_plan_id", "latest_retry_plan_age_minutes",
        "failed_deliveries", "alerts", "recommendations", "latest",
    ];

    private HealthScene _scene = null!;

    [OneTimeSetUp]
    public async Task StartScene() => _scene = await HealthScene.StartAsync();

    [OneTimeTearDown]
    public async Task StopScene() => await _scene.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => await _scene.NewWorkspaceAsync();

    [Test]
    public async Task A_destination_is_judged_by_the_policy_of_the_plan_that_covers_it_until_that_is_stale()
    {
        await _scene.AFailedDeliveryAsync(failures: 3);
        _scene.App.Clock.Advance(TimeSpan.FromHours(2));
        var policy = new { max_retry_attempts = 5, retry_delay_minutes = 1 };

        var byDefault = await _scene.HealthAsync();
        var plan = (await _scene.App.Admin.PostJsonAsync($"{HealthScene.Audit}/retry-plan", new { retry_policy = policy })).Created();
        var covered = await _scene.HealthAsync();
        _scene.App.Clock.Advance(TimeSpan.FromMinutes(61));
        var stale = await _scene.HealthAsync();

        Assert.Multiple(() =>
        {
            Assert.That(byDefault.Number("retryable_count"), Is.Zero);
            Assert.That(plan.Number("plan.retryable_count"), Is.EqualTo(1));
            Assert.That(covered.Number("retryable_count"), Is.EqualTo(1));
            Assert.That(stale.Number("retryable_count"), Is.Zero);
        });
    }

    [Test]
    public async Task A_dry_run_that_names_no_policy_goes_by_that_of_the_plan_until_it_is_stale()
    {
        await _scene.AFailedDeliveryAsync(failures: 3);
        _scene.App.Clock.Advance(TimeSpan.FromHours(2));
        var policy = new { max_retry_attempts = 5, retry_delay_minutes = 1 };
        (await _scene.App.Admin.PostJsonAsync($"{HealthScene.Audit}/retry-plan", new { retry_policy = policy })).Created();

        var run = (await _scene.App.Admin.PostJsonAsync($"{HealthScene.Audit}/worker-run", new { })).Created();
        var health = await _scene.HealthAsync();
        var named = (await _scene.App.Admin.PostJsonAsync(
            $"{HealthScene.Audit}/worker-run", new { retry_policy = new { max_retry_attempts = 2 } })).Created();
        _scene.App.Clock.Advance(TimeSpan.FromHours(2));
        var stale = (await _scene.App.Admin.PostJsonAsync($"{HealthScene.Audit}/worker-run", new { })).Created();

        Assert.That(
            new[] { run, named, stale }.Select(one => one.Number("run.summary.retryable_count")), Is.EqualTo(new[] { 1, 0, 0 }));
        Assert.That(health.Number("retryable_count"), Is.EqualTo(1), "plan and health agree");
    }

    [Test]
    public async Task A_fresh_install_is_healthy_and_looking_at_it_writes_nothing()
    {
        // The first call with a key notes the minute of its use.
        await _scene.HealthAsync();
        var before = await _scene.App.Database.EverythingAsync();

        var health = await _scene.HealthAsync();

        Assert.Multiple(() =>
        {
            Assert.That(health.Select(member => member.Key), Is.EqualTo(WireFields));
            Assert.That(health.Text("alert_level"), Is.EqualTo("healthy"));
            Assert.That(health.Text("health_id"), Does.Match("^gordackhealth-[0-9a-f]{32}$"));
            Assert.That(health.Text("schema_version"), Is.EqualTo(WireNames.WorkerHealthSchema));
            Assert.That((health.Number("expected_interval_minutes"), health.Number("missed_after_minutes")), Is.EqualTo((30, 35)));
        });
        Assert.That(await _scene.App.Database.EverythingAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Everything_it_says_is_declared_public()
    {
        await _scene.AFailedDeliveryAsync();
        await _scene.ARunAsync();

        var health = await _scene.HealthAsync();

        Assert.That(PublicView.Of(health, out var dropped)!.ToJsonString(), Is.EqualTo(health.ToJsonString()));
        Assert.That(dropped, Is.Empty);
    }

    [Test]
    public async Task A_worker_that_never_ran_is_missed_after_the_first_whole_window()
    {
        _scene.App.Clock.Advance(TimeSpan.FromMinutes(36));

        await Finds("missed_worker_run", "critical", "RunWorker", count: 1);
    }

    [Test]
    public async Task Entries_that_nobody_signs_are_told_without_a_worker_until_they_are_signed()
    {
        (await _scene.App.Admin.PostJsonAsync(GivenDrills.DrillPath, GivenDrills.ADrill("d-1", "2026-11-01T08:00:00Z"))).Ok();
        _scene.App.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That((await _scene.HealthAsync()).Text("alert_level"), Is.EqualTo("healthy"));
        _scene.App.Clock.Advance(TimeSpan.FromTicks(10));

        await Finds("evidence_unsigned", "critical", "ListLogKeys", count: 1);

        await _scene.App.SequenceAsync();
        Assert.That((await _scene.HealthAsync()).Text("alert_level"), Is.EqualTo("healthy"));
    }

    [Test]
    public async Task A_failed_run_is_told_until_a_later_one_succeeds()
    {
        await _scene.ARunAsync(run => Assert.That(run.Fail(RunWork.Nothing, _scene.Now).Refusal, Is.Null));

        await Finds("failed_worker_run", "critical", "GetWorkerRun", count: 1);

        _scene.App.Clock.Advance(TimeSpan.FromMinutes(30));
        await _scene.ARunAsync(run => Assert.That(run.Complete(RunWork.Nothing, _scene.Now).Refusal, Is.Null));
        Assert.That((await _scene.HealthAsync()).Text("alert_level"), Is.EqualTo("healthy"));
    }

    [Test]
    public async Task A_run_that_goes_on_too_long_is_told()
    {
        var run = await _scene.ARunAsync();
        _scene.App.Clock.Advance(TimeSpan.FromMinutes(16));

        var health = await Finds("worker_overrun", "critical", "GetWorkerRun", count: 1);
        Assert.That((health.Text("latest_run_id"), health.Number("run_count")), Is.EqualTo((run.Id.ToString(), 1)));
    }

    [Test]
    public async Task Deliveries_without_attempts_left_are_critical()
    {
        await _scene.AFailedDeliveryAsync(failures: 3);

        var health = await Finds("attempts_exhausted", "critical", "PlanRetries", count: 1);
        Assert.That(health.Text("failed_deliveries.0.action"), Is.EqualTo("suppress"));
    }

    [Test]
    public async Task A_delivery_counts_as_retryable_when_its_wait_is_over()
    {
        await _scene.AFailedDeliveryAsync();
        Assert.That((await _scene.HealthAsync()).Text("failed_deliveries.0.reason_code"), Is.EqualTo("backing_off"));
        _scene.App.Clock.Advance(TimeSpan.FromMinutes(17));
        await _scene.APlanAsync();

        var health = await Finds("retryable_deliveries", "warning", "AcknowledgeRetryPlan", count: 1);
        Assert.Multiple(() =>
        {
            Assert.That(health.Number("retryable_count"), Is.EqualTo(1));
            Assert.That(health.Text("failed_deliveries.0.failure_class"), Is.EqualTo("server_error"));
        });
    }

    [Test]
    public async Task A_connector_with_open_failures_is_named_and_critical_with_an_open_circuit()
    {
        await _scene.AFailedDeliveryAsync();
        var warning = await Finds("connector_failure", "warning", "TestConnector", count: 1);

        await _scene.AnOpenCircuitAsync("siem");
        Assert.That(
            warning.At("recommendations").AsArray().Select(step => ((string?)step!["category"], (string?)step["connector"])),
            Does.Contain(("connector_failure", "siem")).And.None.Matches<(string? Category, string?)>(step => step is { Category: "retryable_deliveries", Item2: not null }));
        var critical = await Finds("connector_failure", "critical", "TestConnector", count: 1);

        Assert.Multiple(() =>
        {
            Assert.That(Line(warning, "connector_failure").Text("message"), Does.Contain("siem"));
            Assert.That(critical.Text("health_id"), Is.Not.EqualTo(warning.Text("health_id")));
            Assert.That(critical.Text("failed_deliveries.0.reason_code"), Is.EqualTo("circuit_open"));
        });
    }

    [Test]
    public async Task An_open_delivery_needs_a_plan_younger_than_the_limit()
    {
        await _scene.AFailedDeliveryAsync();
        await Finds("stale_retry_plan", "warning", "PlanRetries", count: 1);

        await _scene.APlanAsync();
        Assert.That((await _scene.HealthAsync()).Number("stale_retry_plan_count"), Is.Zero);
        _scene.App.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.That((await _scene.HealthAsync("?stale_metadata_minutes=10")).Number("stale_retry_plan_count"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_schedule_that_is_off_matters_while_something_is_open()
    {
        await _scene.ADisabledScheduleAsync();
        Assert.That((await _scene.HealthAsync()).Text("alert_level"), Is.EqualTo("healthy"));

        await _scene.AFailedDeliveryAsync();

        await Finds("disabled_schedule", "warning", "DefineWorkerSchedule", count: 1);
    }

    [Test]
    public async Task A_worker_that_died_while_sending_is_an_interrupted_failure_before_anybody_says_so()
    {
        var abandoned = await _scene.AnAbandonedDeliveryAsync();

        var health = await _scene.HealthAsync();

        var standing = abandoned.StandingAt(_scene.Now);
        Assert.Multiple(() =>
        {
            Assert.That(health.Number("connector_delivery_failure_count"), Is.EqualTo(1));
            Assert.That(health.Text("failed_deliveries.0.failure_class"), Is.EqualTo("interrupted"));
            Assert.That(health.Text("failed_deliveries.0.destination_id"), Is.EqualTo(abandoned.Id.ToString()));
            Assert.That(
                health.At("failed_deliveries.0.first_failed_at").GetValue<DateTimeOffset>(), Is.EqualTo(standing.OpenSince));
        });
    }

    [Test]
    public async Task Nothing_of_another_workspace_is_counted()
    {
        await _scene.AFailedDeliveryAsync();
        await _scene.App.Database.ExecuteAsync(
            """
            insert into public.workspaces (id, name, created_at, policy_version) select gen_random_uuid(), 'other', now(), 1;
            update destinations set workspace_id = (select id from public.workspaces where name = 'other');
            """);

        Assert.That((await _scene.HealthAsync()).Text("alert_level"), Is.EqualTo("healthy"));
    }

    [TestCase("?expected_interval_minutes=0", "/expected_interval_minutes")]
    [TestCase("?stale_metadata_minutes=10081", "/stale_metadata_minutes")]
    [TestCase("?expected_interval=5", "/expected_interval")]
    public async Task A_parameter_out_of_range_or_unknown_is_named(string query, string at) =>
        (await _scene.App.Admin.GetJsonAsync(HealthScene.Health + query)).InvalidAt(at);

    [Test]
    public async Task Pipelines_may_read_it_and_executors_may_not()
    {
        using var ci = await _scene.App.ClientWithAsync("ci");
        using var executor = await _scene.App.ClientWithAsync("executor");

        (await ci.GetJsonAsync(HealthScene.Health)).Ok();
        (await executor.GetJsonAsync(HealthScene.Health)).Problem(403, "access.forbidden");
    }

    private async Task<JsonObject> Finds(string category, string severity, string operation, int count)
    {
        var health = await _scene.HealthAsync();
        var line = Line(health, category);
        var recommendation = health.At("recommendations").AsArray().Single(item => item!.Text("category") == category)!;
        Assert.Multiple(() =>
        {
            Assert.That((line.Text("severity"), line.Number("count")), Is.EqualTo((severity, count)));
            Assert.That(recommendation.Text("operation"), Is.EqualTo(operation));
            Assert.That(recommendation.Text("href"), Does.StartWith("/"));
        });
        return health;
    }

    private static JsonNode Line(JsonObject health, string category)
    {
        var lines = health.At("alerts").AsArray().Where(item => item!.Text("category") == category).ToArray();
        Assert.That(lines, Has.Length.EqualTo(1), health.ToJsonString());
        return lines[0]!;
    }
}
