using Cavra.Testing;

namespace Cavra.Api.Tests.Cli;

/// <summary>Verbs that work on failed deliveries: a table for people, the answer as it came for programs, and how they end.</summary>
internal sealed class LoopVerbTests
{
    private CavraApp _cavra = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync(GivenFailures.ConnectorFile);

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => _app = await _cavra.NewWorkspaceAsync();

    [Test]
    public async Task Health_ends_with_0_when_all_is_healthy()
    {
        var run = (await RunAsync("health")).Ends(0);

        Assert.That(run.Output, Does.StartWith("healthy: 0 failed audit deliveries"));
        Assert.That((await RunAsync("health", "--json")).Ends(0).Json.Text("alert_level"), Is.EqualTo("healthy"));
    }

    [Test]
    public async Task Health_ends_with_1_when_it_is_not_and_says_what_to_do()
    {
        await _app.FailAsync();
        _app.Clock.Advance(TimeSpan.FromMinutes(20));

        var run = (await RunAsync("health")).Ends(1);
        var json = (await RunAsync("health", "--json")).Ends(1).Json;

        Assert.Multiple(() =>
        {
            Assert.That(run.Output, Does.StartWith("warning: 1 failed audit delivery, 1 can be retried now. Health gordac"));
            Assert.That(run.Output, Does.Match(@"warning\W+retryable_deliveries\W+1\W+2026-11-02 09:00:00Z"));
            Assert.That(run.Output, Does.Contain(json.Text("recommendations.0.text")));
            Assert.That(json.Number("retryable_count"), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task Health_says_beside_each_of_several_connectors_what_to_do_about_that_one()
    {
        await _app.FailAsync("siem", attempts: 2);
        await _app.FailAsync("itsm");

        var lines = (await RunAsync("health")).Ends(1).Output.Split('\n');

        foreach (var connector in new[] { "siem", "itsm" })
        {
            var line = lines.Single(line => line.Contains($"Connector {connector} has", StringComparison.Ordinal));
            Assert.That(line, Does.StartWith("warning\tconnector_failure\t").And.Contain($"Test the connector {connector};"));
        }
    }

    [Test]
    public async Task A_retry_plan_says_for_each_delivery_what_becomes_of_it_and_why()
    {
        var failed = await _app.FailAsync();

        var run = (await RunAsync("retry", "plan")).Ends(0);
        var json = (await RunAsync("retry", "plan", "--max-attempts", "1", "--json")).Ends(0).Json;

        Assert.Multiple(() =>
        {
            Assert.That(run.Output, Does.Match(@"^Plan gordackretry-[0-9a-f]{32} \(warning\): 0 to retry, 1 waiting, 0 suppressed\."));
            Assert.That(run.Output, Does.Match($@"siem\W+{failed.DeliveryId}\W+wait\W+backing_off: .*1 of 3\W+2026-11-02 09:1"));
            Assert.That(json.Text("plan.retry_decisions.0.reason_code"), Is.EqualTo("attempts_exhausted"));
        });
    }

    [Test]
    public async Task A_retry_plan_over_nothing_says_so_and_one_out_of_range_is_refused()
    {
        Assert.That((await RunAsync("retry", "plan")).Ends(0).Error, Does.Contain("there is nothing to decide"));
        Assert.That((await RunAsync("retry", "plan", "--max-attempts", "21")).Ends(2).Error, Does.Contain("--max-attempts"));
    }

    [Test]
    public async Task An_acknowledgement_says_what_was_decided_and_by_whom()
    {
        await _app.FailAsync();
        var plan = (await RunAsync("retry", "plan", "--json")).Ends(0).Json.Text("plan.retry_plan_id");

        var run = (await RunAsync("retry", "ack", plan, "--provider", "siem", "--state", "accepted", "--notes", "Upstream is back.")).Ends(0);
        var unexplained = (await RunAsync("retry", "ack", plan, "--provider", "siem", "--state", "dismissed")).Ends(2);
        var dismissed = (await RunAsync(
            "retry", "ack", plan, "--provider", "siem", "--state", "dismissed", "--notes", "No longer needed.", "--ref", "CHG-17", "--json")).Ends(0);

        Assert.Multiple(() =>
        {
            Assert.That(run.Output, Does.Match("^accepted for siem by administrator, 1 destination: gordackretryack-[0-9a-f]{32}\\."));
            Assert.That(unexplained.Error, Does.Contain("/notes"));
            Assert.That(dismissed.Json.Text("acknowledgement.external_ref"), Is.EqualTo("CHG-17"));
        });
        Assert.That((await RunAsync("retry", "ack", "gordackretry-0", "--provider", "siem", "--state", "accepted")).Ends(4).Error, Is.Not.Empty);
    }

    [Test]
    public async Task A_pipeline_with_the_role_ci_answers_a_plan_that_an_operator_made_and_once_where_it_names_its_request()
    {
        var failed = await _app.FailAsync();
        var plan = (await RunAsync("retry", "plan", "--json")).Ends(0).Json.Text("plan.retry_plan_id");
        using var pipeline = await _app.ClientWithAsync("ci");
        var key = pipeline.DefaultRequestHeaders.Authorization!.Parameter!;
        string[] line = ["retry", "ack", plan, "--provider", "siem", "--state", "accepted", "--ref", "ci://4711", "--idempotency-key", "run-4711"];

        var first = (await _app.RunAsAsync(key, line)).Ends(0);
        var again = (await _app.RunAsAsync(key, line)).Ends(0);
        var planning = (await _app.RunAsAsync(key, "retry", "plan")).Ends(4);

        Assert.Multiple(() =>
        {
            Assert.That(first.Output, Does.StartWith("accepted for siem by ci, 1 destination").And.Contain($"{failed.Id}"));
            Assert.That(again.Output, Is.EqualTo(first.Output));
            Assert.That(planning.Error, Does.Contain("retry.plan"));
        });
    }

    [Test]
    public async Task A_worker_run_is_dry_unless_it_is_asked_to_execute()
    {
        await _app.FailAsync();
        _app.Clock.Advance(TimeSpan.FromMinutes(20));

        var dry = (await RunAsync("worker", "run")).Ends(0);
        var json = (await RunAsync("worker", "run", "--max-deliveries", "1", "--json")).Ends(0).Json;
        var live = (await RunAsync("worker", "run", "--execute", "--json")).Ends(1).Json;

        Assert.Multiple(() =>
        {
            Assert.That(dry.Output, Does.Match("^Dry run gordackworker-[0-9a-f]{32} succeeded: 1 can be retried now, 1 taken on, "));
            Assert.That((json.Flag("run.dry_run"), json.Number("run.max_retry_deliveries")), Is.EqualTo((true, 1)));
            Assert.That((live.Flag("run.dry_run"), live.Number("run.summary.delivered_count")), Is.EqualTo((false, 0)));
        });
        Assert.That((await RunAsync("worker", "run", "--max-deliveries", "501")).Ends(2).Error, Does.Contain("--max-deliveries"));
    }

    [Test]
    public async Task A_worker_run_says_that_nothing_is_left_to_do_only_where_nothing_waits()
    {
        const string Nothing = "Nothing is left to do";
        var idle = (await RunAsync("worker", "run")).Ends(0);
        await _app.FailAsync();
        var waiting = (await RunAsync("worker", "run")).Ends(0);
        _app.Clock.Advance(TimeSpan.FromMinutes(20));
        var ofAnother = (await RunAsync("worker", "run", "--provider", "itsm")).Ends(0);

        Assert.Multiple(() =>
        {
            Assert.That(idle.Error, Does.Contain(Nothing));
            Assert.That(waiting.Error, Does.Contain("for any connector. Of all failed and held deliveries 0 can be retried, 1 wait and 0 are").And.Not.Contain(Nothing));
            Assert.That(ofAnother.Error, Does.Contain("for itsm. Of all failed and held deliveries 1 can be retried,").And.Not.Contain(Nothing));
        });
    }

    [Test]
    public async Task A_worker_run_does_not_say_that_nothing_is_left_to_do_where_a_delivery_of_another_connector_is_suppressed()
    {
        await _app.FailAsync("siem", attempts: 3);

        var run = (await RunAsync("worker", "run", "--provider", "itsm")).Ends(0);

        Assert.That(run.Error, Does.Contain("0 can be retried, 0 wait and 1 are suppressed").And.Not.Contain("Nothing is left to do"));
    }

    [Test]
    public async Task Evidence_is_listed_filtered_and_paged()
    {
        (await RunAsync("retry", "plan")).Ends(0);
        (await RunAsync("worker", "run")).Ends(0);

        var run = (await RunAsync("evidence", "list")).Ends(0);
        var plans = (await RunAsync("evidence", "list", "--action", "plan retries", "--json")).Ends(0).Json;
        var first = (await RunAsync("evidence", "list", "--limit", "1")).Ends(0);
        var none = (await RunAsync("evidence", "list", "--actor", "nobody")).Ends(0);

        var plan = plans.At("items.0");
        Assert.Multiple(() =>
        {
            Assert.That(run.Output, Does.Contain(string.Join(
                '\t', "2026-11-02 09:00:00Z", "administrator", "plan retries", plan.Text("document.what.resource_id"), "done", plan.Text("evidence_id"))));
            Assert.That(run.Output.Trim().Split('\n'), Has.All.Contain("\tadministrator\t"), "one item a line and nothing else");
            Assert.That(plans.At("items").AsArray(), Has.Count.EqualTo(1));
            Assert.That(first.Error, Does.Match(@"1 of \d+\. The next: --cursor \S+"));
            Assert.That((none.Output, none.Error.Trim()), Is.EqualTo(("", "There is no such evidence.")));
        });
        Assert.That((await RunAsync("evidence", "list", "--since", "yesterday")).Ends(2).Error, Does.Contain("/since"));
    }

    private Task<CliRun> RunAsync(params string[] arguments) => CliRun.WithAsync(
        new Dictionary<string, string> { ["CAVRA_SERVER"] = $"{_app.Address}", ["CAVRA_KEY"] = _app.AdminKey }, arguments);
}
