using System.Text.Json.Nodes;
using Cavra.Application.Ports;
using Cavra.Testing;
using Microsoft.Extensions.DependencyInjection;
using static Cavra.Testing.GivenFailures;

namespace Cavra.Api.Tests.RetryPlans;

public sealed class PlanRetriesTests
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
    public async Task A_plan_decides_about_every_open_destination_and_is_kept_with_its_decisions()
    {
        var failed = await _app.FailAsync();
        await _app.FailAsync("itsm", attempts: 3);
        _app.Clock.Advance(TimeSpan.FromMinutes(20));

        var answer = await _app.Admin.PostJsonAsync($"{Deliveries}/retry-plan");

        var plan = answer.Created().At("plan");
        var decision = plan.At("retry_decisions").AsArray().Single(it => it!.Text("destination_id") == failed.Id.ToString())!;
        Assert.Multiple(() =>
        {
            Assert.That(answer.Response.Headers.Location?.ToString(), Is.EqualTo($"{Deliveries}/retry-plans/{plan.Text("retry_plan_id")}"));
            Assert.That(plan.Text("schema_version"), Is.EqualTo("cavra.go-backend-pilot.rollback-drill-acknowledgement-audit-delivery-retry-plan.v1"));
            Assert.That(plan.Text("retry_plan_id"), Does.StartWith("gordackretry-"));
            Assert.That(plan.Text("alert_level"), Is.EqualTo("critical"));
            Assert.That(plan.Number("decision_count"), Is.EqualTo(2));
            Assert.That(plan.Number("retryable_count"), Is.EqualTo(1));
            Assert.That(plan.Number("suppressed_count"), Is.EqualTo(1));
            Assert.That(decision.Text("action"), Is.EqualTo("retry"));
            Assert.That(decision.Text("reason_code"), Is.EqualTo("eligible"));
            Assert.That(decision.Text("delivery_id"), Is.EqualTo(failed.DeliveryId.ToString()));
            Assert.That(decision.At("failed_status_codes").ToJsonString(), Is.EqualTo("[503]"));
            Assert.That(decision.Text("failure_class"), Is.EqualTo("server_error"));
        });
        var read = await _app.Admin.GetJsonAsync($"{Deliveries}/retry-plans/{plan.Text("retry_plan_id")}");
        Assert.That(JsonNode.DeepEquals(read.Ok(), plan), read.Body!.ToJsonString());
        Assert.That(read.Response.Headers.ETag, Is.EqualTo(answer.Response.Headers.ETag));
        var proof = (await _app.Database.EvidenceAsync()).Single(entry => entry.Text("what.action") == "plan retries");
        Assert.Multiple(() =>
        {
            Assert.That(proof.Text("what.summary.retry_plan_id"), Is.EqualTo(plan.Text("retry_plan_id")));
            Assert.That(proof.Text("evidence_id"), Is.EqualTo(answer.Body!.Text("metadata.evidence_id")));
        });
    }

    [Test]
    public async Task Planning_twice_decides_the_same_and_notices_once()
    {
        await _app.FailAsync();
        await _app.FailAsync("itsm");

        var first = (await _app.Admin.PostJsonAsync($"{Deliveries}/retry-plan")).Created();
        var second = (await _app.Admin.PostJsonAsync($"{Deliveries}/retry-plan")).Created();

        Assert.That(
            JsonNode.DeepEquals(first.At("plan.retry_decisions"), second.At("plan.retry_decisions")), second.ToJsonString());
        Assert.That(first.Text("plan.retry_plan_id"), Is.Not.EqualTo(second.Text("plan.retry_plan_id")));
        var gates = await _app.Database.ColumnAsync("select gate || ' ' || replace(evidence_id::text, '-', '') from gates_passed");
        Assert.That(gates, Is.EqualTo(Enumerable.Repeat($"noticed {first.Text("metadata.evidence_id")[^32..]}", 2)));
        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from destinations where noticed_at is null"), Is.Zero);
    }

    [Test]
    public async Task A_second_plan_touches_no_row_that_somebody_may_be_deciding_about()
    {
        await _app.FailAsync();
        (await _app.Admin.PostJsonAsync($"{Deliveries}/retry-plan")).Created();
        var before = await _app.Database.ColumnAsync("select xmin::text from destinations");

        (await _app.Admin.PostJsonAsync($"{Deliveries}/retry-plan")).Created();

        Assert.That(await _app.Database.ColumnAsync("select xmin::text from destinations"), Is.EqualTo(before));
    }

    [Test]
    public async Task Plans_at_once_over_fresh_failures_are_all_made_and_notice_each_once()
    {
        for (var i = 0; i < 20; i++)
        {
            await _app.FailAsync();
        }

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => _app.Admin.PostJsonAsync($"{Deliveries}/retry-plan")));

        Assert.That(answers.Select(answer => (int)answer.Status), Is.All.EqualTo(201));
        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from gates_passed"), Is.EqualTo(20));
    }

    [Test]
    public async Task What_backs_off_or_has_no_connector_waits()
    {
        await using var app = await CavraApp.StartAsync(ConnectorFile);
        await app.FailAsync();
        await app.FailAsync("itsm", attempts: 0);
        await File.WriteAllTextAsync(app.ConnectorFile, ConnectorFile[..ConnectorFile.IndexOf("  itsm", StringComparison.Ordinal)]);
        app.Clock.Advance(TimeSpan.FromSeconds(3));
        await Eventually.HoldsAsync(
            "the file is read again", () => app.Services.GetRequiredService<IConnectorCatalog>().Find("itsm") is null);

        var plan = (await app.Admin.PostJsonAsync($"{Deliveries}/retry-plan")).Created().At("plan");

        Assert.Multiple(() =>
        {
            Assert.That(plan.Text("alert_level"), Is.EqualTo("warning"));
            Assert.That(plan.Number("waiting_count"), Is.EqualTo(2));
            Assert.That(
                plan.At("retry_decisions").AsArray().Select(it => it!.Text("reason_code")),
                Is.EquivalentTo(new[] { "backing_off", "connector_missing" }));
        });
    }

    [TestCase("""{"retry_policy":{"max_retry_attempts":0}}""", "/retry_policy/max_retry_attempts")]
    [TestCase("""{"retry_policy":{"max_retry_attempts":21}}""", "/retry_policy/max_retry_attempts")]
    [TestCase("""{"retry_policy":{"max_retry_attempts":"5"}}""", "/retry_policy/max_retry_attempts")]
    [TestCase("""{"retry_policy":{"retry_delay_minutes":1441}}""", "/retry_policy/retry_delay_minutes")]
    [TestCase("""{"retry_policy":{"retry_delay_minutes":0,"allow_immediate_retry":false}}""", "/retry_policy/retry_delay_minutes")]
    [TestCase("""{"retry_policy":{"backoff_multiplier":10.5}}""", "/retry_policy/backoff_multiplier")]
    [TestCase("""{"retry_policy":{"max_retry_delay_minutes":-1}}""", "/retry_policy/max_retry_delay_minutes")]
    [TestCase("""{"retry_policy":{"max_retry_delay_minutes":0}}""", "/retry_policy/max_retry_delay_minutes")]
    [TestCase("""{"retry_policy":{"retry_delay_minutes":30,"max_retry_delay_minutes":29}}""", "/retry_policy/max_retry_delay_minutes")]
    [TestCase("""{"retry_policies":{}}""", "/retry_policies")]
    public async Task A_policy_out_of_its_range_is_malformed_and_leaves_nothing(string body, string member)
    {
        (await _app.Admin.PostJsonAsync($"{Deliveries}/retry-plan", body)).InvalidAt(member);

        Assert.That(await _app.Database.EvidenceLinesAsync(), Is.Empty);
    }

    [Test]
    public async Task Base_0_is_taken_when_it_is_meant()
    {
        await _app.FailAsync();

        var plan = (await _app.Admin.PostJsonAsync(
            $"{Deliveries}/retry-plan", """{"retry_policy":{"retry_delay_minutes":0,"allow_immediate_retry":true}}""")).Created();

        Assert.That(plan.Text("plan.retry_decisions.0.reason_code"), Is.EqualTo("eligible"));
    }

    [TestCase("""{"max_retry_delay_minutes":15}""")]
    [TestCase("""{"retry_delay_minutes":30,"max_retry_delay_minutes":30}""")]
    [TestCase("""{"retry_delay_minutes":5,"max_retry_delay_minutes":5}""")]
    [TestCase("""{"retry_delay_minutes":0,"max_retry_delay_minutes":0,"allow_immediate_retry":true}""")]
    public async Task The_longest_delay_may_be_as_short_as_the_base(string policy) =>
        (await _app.Admin.PostJsonAsync($"{Deliveries}/retry-plan", $$"""{"retry_policy":{{policy}}}""")).Created();

    [Test]
    public async Task Plans_are_listed_newest_first_without_their_decisions()
    {
        await _app.FailAsync();
        (await _app.Admin.PostJsonAsync($"{Deliveries}/retry-plan")).Created();
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        var newest = (await _app.Admin.PostJsonAsync($"{Deliveries}/retry-plan")).Created();

        var list = (await _app.Admin.GetJsonAsync($"{Deliveries}/retry-plans?limit=1")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(list.Number("total"), Is.EqualTo(2));
            Assert.That(list.Text("items.0.retry_plan_id"), Is.EqualTo(newest.Text("plan.retry_plan_id")));
            Assert.That(list.At("items.0")["retry_decisions"], Is.Null);
        });
        var rest = (await _app.Admin.GetJsonAsync($"{Deliveries}/retry-plans?cursor={list.Text("next_cursor")}")).Ok();
        Assert.That(rest.At("items").AsArray(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_unknown_plan_is_not_found_and_an_auditor_may_not_plan()
    {
        using var auditor = await _app.ClientWithAsync("auditor");

        (await auditor.GetJsonAsync($"{Deliveries}/retry-plans/gordackretry-{new string('0', 32)}")).Problem(404, "retry_plan.not_found");
        (await auditor.PostJsonAsync($"{Deliveries}/retry-plan")).Problem(403, "access.forbidden");

        Assert.That(await _app.Database.EvidenceLinesAsync(), Does.Contain("plan retries: refused:access.forbidden"));
    }

    [Test]
    public async Task A_plan_holds_the_10000_oldest_and_counts_the_rest()
    {
        await _app.FailAsync();
        await _app.Database.ExecuteAsync(
            """
            insert into public.destinations
            select (jsonb_populate_record(d, jsonb_build_object(
                'id', gen_random_uuid(), 'open_since', d.open_since + n * interval '1 second'))).*
            from public.destinations d, generate_series(1, 10002) n
            """);

        var plan = (await _app.Admin.PostJsonAsync($"{Deliveries}/retry-plan")).Created().At("plan");

        Assert.Multiple(() =>
        {
            Assert.That(plan.Number("decision_count"), Is.EqualTo(10_000));
            Assert.That(plan.Number("omitted_count"), Is.EqualTo(3));
        });
        Assert.That(await _app.Database.ScalarAsync<long>("select count(*) from destinations where noticed_at is null"), Is.EqualTo(3));
    }
}
