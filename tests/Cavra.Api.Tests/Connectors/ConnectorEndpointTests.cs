using Cavra.Api.Tests.Access;
using Cavra.Api.Tests.AuditDeliveries;
using Cavra.Api.Tests.Cli;
using Cavra.Application.Connectors;
using Cavra.Application.Ports;
using Cavra.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Api.Tests.Connectors;

public sealed class ConnectorEndpointTests
{
    private ConnectorScene _scene = null!;

    [OneTimeSetUp]
    public async Task StartScene() => _scene = await ConnectorScene.StartAsync();

    [OneTimeTearDown]
    public async Task StopScene() => await _scene.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => await _scene.NewWorkspaceAsync();

    [Test]
    public async Task The_list_tells_what_is_configured_and_nothing_that_is_secret()
    {
        var list = await _scene.ListAsync();

        var items = list.At("items").AsArray();
        Assert.Multiple(() =>
        {
            Assert.That(items.Select(item => item!.Text("name")), Is.EqualTo(new[] { "hook", "guarded", "off", "bad" }));
            Assert.That(items.Select(item => item!.Flag("enabled")), Is.EqualTo(new[] { true, true, false, false }));
            Assert.That(items[0]!.At("headers").ToJsonString(), Is.EqualTo("""["X-Trace","X-Team"]"""));
            Assert.That(items[2]!.Text("url"), Is.EqualTo("https://example.com"));
            Assert.That(items[3]!.Text("problem"), Does.Contain("colour is not a member that is known here"));
            Assert.That(list.At("problems").AsArray().Single()!.GetValue<string>(), Is.EqualTo(items[3]!.Text("problem")));
            Assert.That(list.ToJsonString(), Does.Not.Contain("canary").And.Not.Contain("127.0.0").And.Not.Contain("10.1.2.3"));
        });
    }

    [Test]
    public async Task One_is_shown_with_its_attempts_and_tests_and_without_its_secrets()
    {
        _scene.Receiver.Echoes(500);
        Assert.That(await _scene.DeliverAsync(), Is.EqualTo("failed"));
        (await _scene.TestAsync()).Ok();

        var shown = await _scene.ShowAsync();

        Assert.That(_scene.Receiver.Requests.Select(request => request.Headers["authorization"]), Is.All.EqualTo("Bearer canary-token-5"));
        Assert.Multiple(() =>
        {
            Assert.That(shown.Number("latest_attempts.0.status_code"), Is.EqualTo(500));
            Assert.That(shown.Text("latest_tests.0.failure_class"), Is.EqualTo("server_error"));
            Assert.That(shown.Number("connector.breaker.consecutive_failures"), Is.EqualTo(2));
            Assert.That(shown.ToJsonString(), Does.Not.Contain("canary").And.Not.Contain("127.0.0"));
        });
    }

    [Test]
    public async Task One_is_shown_with_its_attempts_by_class_and_with_what_its_circuit_did()
    {
        _scene.Receiver.Answers(401);
        Assert.That(await _scene.DeliverAsync(), Is.EqualTo("failed"));
        _scene.Receiver.Answers(503);
        for (var delivery = 0; delivery < 4; delivery++)
        {
            Assert.That(await _scene.DeliverAsync(), Is.EqualTo("failed"));
        }

        Assert.That(await _scene.DeliverAsync(), Is.EqualTo("held"));
        var open = await _scene.ShowAsync();
        var table = (await _scene.App.RunAsync("connectors", "show", "hook")).Ends(0).Output;
        _scene.Receiver.Answers(200);
        Assert.That((await _scene.TestAsync()).Ok().Flag("success"), Is.True);
        var closed = await _scene.ShowAsync();

        Assert.Multiple(() =>
        {
            Assert.That(ClassesOf(open), Is.EqualTo(new[] { "circuit_open 1", "server_error 4 503", "authentication 1 401" }));
            Assert.That(HistoryOf(open), Is.EqualTo(new[] { "opened 09:00:04 5 09:00:34" }));
            Assert.That(open.Text("connector.breaker.state"), Is.EqualTo("open"));
            Assert.That(HistoryOf(closed), Is.EqualTo(new[] { "closed 09:00:06 5 ", "opened 09:00:04 5 09:00:34" }));
            Assert.That(table, Does.Contain("At most 8 at once, with no limit a second; it waits 30 s; it counts as failing altogether after 10 failures in a row; allowed private networks: 1."));
            Assert.That(table, Does.Contain("Its circuit is open until 2026-11-02 09:00:34Z."));
            Assert.That(table, Does.Contain("opened\t2026-11-02 09:00:04Z\t5\t2026-11-02 09:00:34Z"));
            Assert.That(table, Does.Contain("server_error\t4\t2026-11-02 09:00:04Z\t503"));
        });
    }

    [Test]
    public async Task No_more_than_the_newest_hundred_attempts_are_counted_by_class_and_found_by_the_index()
    {
        Assert.That(await _scene.DeliverAsync(), Is.EqualTo("delivered"));
        await _scene.App.Database.ExecuteAsync(
            """
            insert into public.attempts select (jsonb_populate_record(
                null::public.attempts, to_jsonb(a) || jsonb_build_object(
                    'id', gen_random_uuid(), 'outcome', 'failed', 'failure_class', 'timeout', 'connector', case when n > 150 then 'other' else 'hook' end))).*
            from (select * from attempts limit 1) a, generate_series(1, 5000) n;
            analyze public.attempts
            """);

        Assert.That((await _scene.ShowAsync()).At("attempts_by_class").AsArray().Sum(alike => alike!["count"]!.GetValue<int>()), Is.EqualTo(100));
        await using var scope = await _scene.App.Services.WorkerScopeAsync(_scene.App.Database);
        var newest = scope.ServiceProvider.GetRequiredService<ICavraDbContext>().Attempts.NewestThrough("hook", 100);
        await using var command = newest.CreateDbCommand();
        command.CommandText = $"explain {command.CommandText}";
        await command.Connection!.OpenAsync();
        var steps = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                steps.Add(reader.GetString(0));
            }
        }

        Assert.That(steps, Has.One.Contains("Index Scan Backward using ix_attempts_workspace_id_connector_id on attempts").And.None.Contains("Sort"), string.Join('\n', steps));
    }

    private static IEnumerable<string> ClassesOf(System.Text.Json.Nodes.JsonObject shown) => shown.At("attempts_by_class").AsArray()
        .Select(alike => $"{alike!["failure_class"] ?? alike["hold_reason"] ?? alike["outcome"]} {alike["count"]} {alike["status_code"]}".TrimEnd());

    private static IEnumerable<string> HistoryOf(System.Text.Json.Nodes.JsonObject shown) => shown.At("breaker_history").AsArray()
        .Select(change => $"{change!["change"]} {change.Text("occurred_at")[11..19]} {change["consecutive_failures"]} {change["blocked_until"]?.GetValue<string>()[11..19]}");

    [Test]
    public async Task A_test_that_passes_sends_an_event_of_its_own_and_is_evidence()
    {
        var answer = (await _scene.TestAsync()).Ok();

        var sent = System.Text.Json.Nodes.JsonNode.Parse((await _scene.Receiver.NextAsync()).Text)!;
        Assert.Multiple(() =>
        {
            Assert.That((answer.Flag("success"), answer.Text("test.state"), answer.Number("test.status_code")), Is.EqualTo((true, "passed", 200)));
            Assert.That(answer.Text("test.requested_by"), Is.EqualTo("administrator"));
            Assert.That(sent.Text("data.test_id"), Is.EqualTo(answer.Text("test.test_id")));
        });
        Assert.That(
            await _scene.App.Database.EvidenceLinesAsync(), Is.EqualTo(new[] { "begin connector test: done", "record connector test: done" }));
    }

    [TestCase(503, "server_error", "theirs")]
    [TestCase(401, "authentication", "theirs")]
    public async Task A_test_that_fails_says_how_and_whose_fault_it_is(int status, string failure, string fault)
    {
        _scene.Receiver.Answers(status);

        var answer = (await _scene.TestAsync()).Ok();

        Assert.That(
            (answer.Flag("success"), answer.Text("test.state"), answer.Text("test.failure_class"), answer.Text("test.fault")),
            Is.EqualTo((false, "failed", failure, fault)));
        Assert.That(_scene.Receiver.Requests, Has.Count.EqualTo(1), "a test tries once unless it is told otherwise");
    }

    [Test]
    public async Task A_test_meets_the_same_guard_as_a_delivery()
    {
        var answer = (await _scene.TestAsync("guarded")).Ok();

        Assert.That(
            (answer.Flag("success"), answer.Text("test.failure_class"), answer.Text("test.fault"), answer.Text("test.error")),
            Is.EqualTo((false, "guard_refused", "ours", "The egress guard refused the destination (rule private_network).")));
    }

    [Test]
    public async Task A_test_goes_through_a_pause_and_does_not_end_it()
    {
        (await _scene.PauseAsync()).Ok();
        Assert.That(await _scene.DeliverAsync(), Is.EqualTo("held"));

        var answer = (await _scene.TestAsync()).Ok();

        Assert.That((answer.Flag("success"), answer.Number("released_count")), Is.EqualTo((true, 0)));
        Assert.That((await _scene.ShowAsync()).Text("connector.pause.reason"), Is.EqualTo("Maintenance until noon."));
        Assert.That(await _scene.StatesAsync(), Is.EqualTo(new[] { "held" }));
    }

    [Test]
    public async Task A_test_that_passes_is_what_ends_that_an_endpoint_counts_as_gone()
    {
        _scene.Receiver.Answers(410);
        Assert.That((await _scene.DeliverAsync(), await _scene.DeliverAsync()), Is.EqualTo(("failed", "held")));
        Assert.That((await _scene.ShowAsync()).Text("connector.gone_since"), Is.EqualTo("2026-11-02T09:00:00Z"));

        Assert.That((await _scene.TestAsync()).Ok().Flag("success"), Is.False);
        Assert.That((await _scene.ShowAsync())["connector"]!["gone_since"], Is.Not.Null);
        _scene.Receiver.Answers(200);
        var passed = (await _scene.TestAsync()).Ok();

        Assert.That((passed.Flag("success"), passed.Number("released_count")), Is.EqualTo((true, 1)));
        Assert.That((await _scene.ShowAsync())["connector"]!["gone_since"], Is.Null);
        await _scene.App.TakeDeliveryTurnAsync();
        Assert.That(await _scene.StatesAsync(), Is.EqualTo(new[] { "failed", "delivered" }));
    }

    [Test]
    public async Task A_pause_holds_what_comes_up_and_resuming_releases_it()
    {
        var paused = (await _scene.PauseAsync()).Ok();
        Assert.That(await _scene.DeliverAsync(), Is.EqualTo("held"));
        await _scene.App.TakeDeliveryTurnAsync();
        Assert.That(_scene.Receiver.Requests, Is.Empty);

        var resumed = (await _scene.ResumeAsync()).Ok();
        await _scene.App.TakeDeliveryTurnAsync();

        Assert.Multiple(() =>
        {
            Assert.That(
                (paused.Text("connector.pause.reason"), paused.Text("connector.pause.paused_by"), paused.Text("connector.pause.paused_at")),
                Is.EqualTo(("Maintenance until noon.", "administrator", "2026-11-02T09:00:00Z")));
            Assert.That((resumed["connector"]!["pause"], resumed.Number("released_count"), resumed.Number("left_to_plan_count")),
                Is.EqualTo(((System.Text.Json.Nodes.JsonNode?)null, 1, 0)));
        });
        Assert.That(await _scene.StatesAsync(), Is.EqualTo(new[] { "delivered" }));
        var evidence = await _scene.App.Database.EvidenceAsync();
        var (pause, resume) = (
            evidence.Single(entry => entry.Text("what.action") == "pause connector"),
            evidence.Single(entry => entry.Text("what.action") == "resume connector"));
        Assert.Multiple(() =>
        {
            Assert.That(
                (pause.Text("who.actor"), pause.Flag("what.summary.paused"), pause.Text("what.summary.pause_reason")),
                Is.EqualTo(("administrator", true, "Maintenance until noon.")));
            Assert.That(resume.Flag("what.summary.paused"), Is.False);
            Assert.That(paused.Text("metadata.evidence_id"), Is.EqualTo(pause.Text("evidence_id")));
        });
    }

    [Test]
    public async Task A_pause_needs_a_reason_and_a_connector_that_is_not_paused()
    {
        (await _scene.PauseAsync(" ")).InvalidAt("/reason");
        (await _scene.Client.PostJsonAsync("/connectors/hook/pause")).InvalidAt("/reason");
        (await _scene.ResumeAsync()).Problem(409, "connector.not_paused");
        (await _scene.PauseAsync()).Ok();
        (await _scene.PauseAsync("Another reason.")).Problem(409, "connector.already_paused");

        Assert.That((await _scene.ShowAsync()).Text("connector.pause.reason"), Is.EqualTo("Maintenance until noon."));
    }

    [Test]
    public async Task Who_decides_on_a_version_that_is_not_any_more_is_refused()
    {
        var version = (await _scene.Client.GetJsonAsync("/connectors/hook")).Response.Headers.ETag!.ToString();
        (await _scene.PauseAsync()).Ok();

        (await _scene.Client.PostJsonAsync("/connectors/hook/resume", ifMatch: version)).Problem(412, "version.stale");

        Assert.That((await _scene.ShowAsync())["connector"]!["pause"], Is.Not.Null);
    }

    [Test]
    public async Task A_pause_is_one_workspaces_own()
    {
        using var stranger = await _scene.App.OpenWorkspaceAsync("other", RoleTable.Roles);
        (await stranger.PostJsonAsync("/connectors/hook/pause", new { reason = "Ours." })).Ok();

        Assert.That((await _scene.ShowAsync())["connector"]!["pause"], Is.Null);
        Assert.That(await _scene.DeliverAsync(), Is.EqualTo("delivered"));
    }

    [Test]
    public async Task A_connector_that_is_not_configured_is_not_found()
    {
        (await _scene.Client.GetJsonAsync("/connectors/nobody")).Problem(404, "connector.not_found");
        (await _scene.TestAsync("nobody")).Problem(404, "connector.not_found");
        (await _scene.Client.PostJsonAsync("/connectors/nobody/pause", new { reason = "x" })).Problem(404, "connector.not_found");
        (await _scene.Client.PostJsonAsync("/connectors/nobody/resume")).Problem(404, "connector.not_found");
    }

    [Test]
    public async Task A_connector_that_is_written_wrongly_is_shown_switched_off_and_its_test_says_why()
    {
        var shown = await _scene.ShowAsync("bad");
        var tested = (await _scene.TestAsync("bad")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(shown.Flag("connector.enabled"), Is.False);
            Assert.That(shown.Text("connector.problem"), Does.StartWith("connectors.yaml: ").And.Not.Contain("canary"));
            Assert.That((tested.Flag("success"), tested.Text("test.failure_class")), Is.EqualTo((false, "misconfigured")));
        });
    }
}
