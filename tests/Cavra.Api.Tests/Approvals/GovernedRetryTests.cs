using System.Text.Json.Nodes;
using Cavra.Application.Workers;
using Cavra.Application.WorkerRuns;
using Cavra.Domain.Evidence;
using Cavra.Testing;
using Microsoft.Extensions.DependencyInjection;
using static Cavra.Testing.GivenFailures;

namespace Cavra.Api.Tests.Approvals;

/// <summary>The governed retry from the failure to the record of what was sent, and everything that keeps it from being sent.</summary>
public sealed class GovernedRetryTests
{
    private FailingReceiver _siem = null!;
    private FailingReceiver _itsm = null!;
    private CavraApp _cavra = null!;
    private GovernedLoop _loop = null!;

    [OneTimeSetUp]
    public async Task StartCavra()
    {
        (_siem, _itsm) = (await FailingReceiver.StartAsync(), await FailingReceiver.StartAsync());
        _cavra = await CavraApp.StartAsync(GovernedLoop.Connectors(_siem, _itsm));
    }

    [OneTimeTearDown]
    public async Task StopCavra()
    {
        await _cavra.DisposeAsync();
        await _siem.DisposeAsync();
        await _itsm.DisposeAsync();
    }

    [SetUp]
    public async Task OpenWorkspace()
    {
        _siem.Reset();
        _itsm.Reset();
        _loop = await GovernedLoop.OpenAsync(_cavra);
    }

    [Test]
    public async Task An_accepted_and_approved_retry_is_sent_once_and_the_loop_says_who_did_what()
    {
        var destination = await _loop.ApprovedAsync();

        var answer = await _loop.RunAsync();

        var record = answer.At("retry_results.0.execution_record");
        Assert.Multiple(() =>
        {
            Assert.That(record.Text("execution_id"), Does.StartWith("gordackretryexec-"));
            Assert.That(record.Text("execution_status"), Is.EqualTo("delivered"));
            Assert.That(record.Text("destination_id"), Is.EqualTo(destination.Id.ToString()));
            Assert.That(record.Text("run_id"), Is.EqualTo(answer.Text("run.run_id")));
            Assert.That(record.Flag("delivery_success"), Is.True);
            Assert.That(record.Flag("four_eyes_broken"), Is.False);
            Assert.That(answer.At("retry_results.0")["skipped"], Is.Null);
            Assert.That(answer.Text("retry_results.0.delivery.event_id"), Is.EqualTo(destination.EventId.ToString()));
            Assert.That(answer.Text("retry_results.0.execution_metadata.metadata_kind"), Is.EqualTo(WireNames.ExecutionKind));
            Assert.That(answer.Number("run.summary.delivered_count"), Is.EqualTo(1));
            Assert.That(answer.Number("run.summary.selected_retry_count"), Is.EqualTo(1));
            Assert.That(answer.Text("run.selected_retries.0.live_verdict.code"), Is.EqualTo("would_retry"));
        });
        Assert.That(_siem.Requests.Single().Headers["webhook-id"], Is.EqualTo(destination.EventId.ToString()));
        var loop = (await _loop.Operator.GetJsonAsync($"{Deliveries}/loops/{destination.Id}")).Ok();
        Assert.That(
            loop.At("gates").AsArray().Where(gate => gate!.Flag("passed")).Select(gate => gate!.Text("gate")),
            Is.EqualTo(new[] { "noticed", "reviewed", "approved", "executed", "recovered" }));
        Assert.That(loop["open_gate"], Is.Null, "nobody was alerted, so that gate does not count any more");
        Assert.That(loop.Flag("open"), Is.False);
        var approval = await _loop.ApprovalAsync(destination);
        Assert.That((approval.Text("state"), approval.Text("execution_id")), Is.EqualTo(("spent", record.Text("execution_id"))));
        var read = (await _loop.Operator.GetJsonAsync($"{Deliveries}/worker-runs/{answer.Text("run.run_id")}")).Ok();
        Assert.That(JsonNode.DeepEquals(read.At("retry_results.0.execution_record"), record), read.ToJsonString());
    }

    [Test]
    public async Task The_record_of_a_retry_has_a_digest_that_anybody_can_compute()
    {
        await _loop.ApprovedAsync();
        await _loop.RunAsync();

        var record = (JsonObject)(await _loop.Operator.GetJsonAsync($"{Deliveries}/retry-execution-records")).Ok().At("items.0");
        var hash = record.Text("execution_hash");
        record.Remove("execution_hash");

        Assert.That(ContentDigest.Of(record), Is.EqualTo(hash));
        Assert.That(record.Texts("public_evidence_refs"), Has.Length.EqualTo(2));
    }

    [Test]
    public async Task An_approval_is_used_once_and_a_failed_retry_needs_another_one()
    {
        _siem.Answers(500);
        var destination = await _loop.ApprovedAsync();

        var failed = await _loop.RunAsync();
        _loop.App.Clock.Advance(TimeSpan.FromHours(2));
        var again = await _loop.RunAsync();

        Assert.That(failed.Text("retry_results.0.execution_record.execution_status"), Is.EqualTo("failed"));
        Assert.That(again.Text("retry_results.0.skipped"), Is.EqualTo("approval_required"));
        Assert.That(again.Text("retry_results.0.execution_record.execution_status"), Is.EqualTo("skipped"));
        Assert.That(_siem.Requests, Has.Count.EqualTo(1));

        _siem.Answers(200);
        _loop.App.Clock.Advance(TimeSpan.FromSeconds(1));
        (await _loop.DecideAsync(await _loop.AskAsync())).Ok();
        await _loop.RunAsync();

        Assert.That(_siem.Requests.Select(request => request.Headers["webhook-id"]), Is.All.EqualTo(destination.EventId.ToString()));
        Assert.That(await _loop.RecordsAsync(), Is.EqualTo(new[] { "delivered", "skipped", "failed" }));
    }

    [Test]
    public async Task Without_an_approval_a_live_run_sends_nothing_and_records_why()
    {
        await _loop.AcceptedAsync();

        var answer = await _loop.RunAsync();

        Assert.Multiple(() =>
        {
            Assert.That(answer.At("run.selected_retries").AsArray(), Is.Empty);
            Assert.That(answer.Number("run.summary.approval_pending_count"), Is.EqualTo(1));
            Assert.That(answer.Text("retry_results.0.skipped"), Is.EqualTo("approval_required"));
            Assert.That(answer.Text("retry_results.0.execution_record.reason"), Is.EqualTo("Nobody has approved it."));
        });
        Assert.That(_siem.Requests, Is.Empty);
        Assert.That(await _loop.RecordsAsync(), Is.EqualTo(new[] { "skipped" }));
    }

    [Test]
    public async Task Who_approved_does_not_start_the_run_that_uses_it()
    {
        var both = await _loop.App.ClientWithAsync("approver", "executor");
        await _loop.AcceptedAsync();
        (await _loop.DecideAsync(await _loop.AskAsync(), by: both)).Ok();

        var own = await _loop.RunAsync(both);
        var others = await _loop.RunAsync();

        Assert.That(own.Text("retry_results.0.execution_record.reason"), Does.Contain("who starts this run"));
        Assert.That(others.Text("retry_results.0.execution_record.execution_status"), Is.EqualTo("delivered"));
    }

    [Test]
    public async Task Who_accepted_does_not_approve_with_whichever_key()
    {
        var both = await _loop.App.ClientWithAsync("operator", "approver");
        await _loop.App.FailAsync();
        _loop.App.Clock.Advance(TimeSpan.FromMinutes(20));
        await _loop.AcceptAsync(by: both);
        var plan = await _loop.AskAsync();

        (await _loop.DecideAsync(plan, by: both)).Problem(409, "approval.own_acceptance");

        (await _loop.DecideAsync(plan)).Ok();
    }

    [Test]
    public async Task A_retry_that_its_approver_accepts_afterwards_is_not_sent()
    {
        var both = await _loop.App.ClientWithAsync("operator", "approver");
        await _loop.AcceptedAsync();
        (await _loop.DecideAsync(await _loop.AskAsync(), by: both)).Ok();
        await _loop.AcceptAsync(by: both);

        var answer = await _loop.RunAsync();

        Assert.That(answer.Text("retry_results.0.execution_record.reason"), Does.Contain("by who accepted it"));
        Assert.That(_siem.Requests, Is.Empty);
    }

    [Test]
    public async Task An_approval_ends_with_its_time()
    {
        await _loop.AcceptedAsync();
        (await _loop.DecideAsync(await _loop.AskAsync(new { expires_after_minutes = 60 }))).Ok();
        _loop.App.Clock.Advance(TimeSpan.FromMinutes(60) - TimeSpan.FromMicroseconds(1));
        var dry = (await _loop.Operator.PostJsonAsync($"{Deliveries}/worker-run", new { })).Created();
        _loop.App.Clock.Advance(TimeSpan.FromMicroseconds(1));

        var answer = await _loop.RunAsync();

        Assert.That(dry.Text("run.selected_retries.0.live_verdict.code"), Is.EqualTo("would_retry"));
        Assert.That(answer.Text("retry_results.0.execution_record.reason"), Is.EqualTo("Its approval has expired."));
        Assert.That(_siem.Requests, Is.Empty);
    }

    [Test]
    public async Task A_run_takes_up_no_more_than_it_was_asked_to_the_oldest_first()
    {
        var first = await _loop.App.FailAsync();
        _loop.App.Clock.Advance(TimeSpan.FromMinutes(1));
        await _loop.App.FailAsync("itsm");
        _loop.App.Clock.Advance(TimeSpan.FromMinutes(20));
        await _loop.AcceptAsync();
        await _loop.AcceptAsync("itsm");
        var plan = await _loop.AskAsync();
        (await _loop.DecideAsync(plan)).Ok();
        (await _loop.DecideAsync(plan, "itsm")).Ok();

        var answer = await _loop.RunAsync(body: new { execute = true, max_retry_deliveries = 1 });

        Assert.That(answer.At("retry_results").AsArray().Select(it => it!.Text("decision.destination_id")), Is.EqualTo(new[] { first.Id.ToString() }));
        Assert.That((_siem.Requests.Count, _itsm.Requests.Count), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task The_scheduled_worker_sends_what_is_approved_where_its_schedule_is_live()
    {
        var destination = await _loop.ApprovedAsync();
        var version = (await _loop.App.Admin.GetJsonAsync($"{Deliveries}/worker-schedule")).Response.Headers.ETag!.ToString();
        (await _loop.App.Admin.PutJsonAsync(
            $"{Deliveries}/worker-schedule", new { interval_minutes = 30, mode = "live" }, ifMatch: version)).Ok();
        _loop.App.Clock.Advance(TimeSpan.FromMinutes(30));

        await using (var scope = await _loop.App.Services.WorkerScopeAsync(_loop.App.Database))
        {
            await scope.ServiceProvider.GetRequiredService<ScheduleTurn>().TakeAsync(CancellationToken.None);
        }

        await _loop.App.Services.GetRequiredService<WorkInHand>().WhenDoneAsync().OrHangAsync();
        var record = (await _loop.Operator.GetJsonAsync($"{Deliveries}/retry-execution-records?destination_id={destination.Id}")).Ok().At("items.0");
        Assert.That((record.Text("execution_status"), record.Text("executed_by")), Is.EqualTo(("delivered", "cavra-worker")));
        Assert.That(_siem.Requests, Has.Count.EqualTo(1));
    }
}
