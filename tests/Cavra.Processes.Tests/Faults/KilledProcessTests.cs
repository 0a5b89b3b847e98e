using System.Net;
using System.Text.Json.Nodes;
using Cavra.Testing;

namespace Cavra.Processes.Tests.Faults;

/// <summary>
/// A process is killed while receivers have its events and have not answered, and a command of it has not committed; another
/// process finds what it left.
/// </summary>
internal sealed class KilledProcessTests
{
    private const string Notifications = "/runtime/go-pilot/rollback-drill-notifications";

    private static readonly object Delivery = new { delivery_provider = "siem-webhook", retries = 5, timeout_seconds = 30 };

    private FaultScene _scene = null!;
    private HttpClient _admin = null!;
    private ReceivedRequest _told = null!;
    private Answer _whileItIsSent = null!;
    private Answer _whileTheLeaseLasts = null!;

    [OneTimeSetUp]
    public async Task KillInTheMiddle()
    {
        _scene = await FaultScene.SetAsync();
        _scene.Webhook.Hangs();
        _scene.Siem.Hangs();
        var first = await _scene.ServeAsync();
        var caller = _scene.AdminOf(first);
        (await caller.DefineAsync("nightly", GivenDrills.AScheduleBody())).Created();

        var delivering = caller.PostJsonAsync(FaultScene.Audit, Delivery, "deliver-1");
        await _scene.Siem.NextAsync();
        await _scene.MoveLeasesAsync("1 day");
        var notifying = caller.PostJsonAsync(
            $"{GivenDrills.Root}/deliver", new { schedule_id = "nightly", retries = 5, timeout_seconds = 30 });
        _told = await _scene.Webhook.NextAsync();
        await _scene.MoveLeasesAsync("1 day");
        _whileItIsSent = await caller.PostJsonAsync(FaultScene.Audit, Delivery, "deliver-1");
        Task<Answer> packing;
        await using (var held = await HeldTable.TakeAsync(_scene.Database, "audit_packages"))
        {
            packing = caller.PostJsonAsync(FaultScene.Pack, new { }, "pack-1");
            await held.AwaitedByAsync(1);
            await first.KillAsync();
        }

        Assert.That(() => packing, Throws.InstanceOf<HttpRequestException>());
        Assert.That(() => delivering, Throws.InstanceOf<HttpRequestException>());
        Assert.That(() => notifying, Throws.InstanceOf<HttpRequestException>());

        _scene.Webhook.Answers(200);
        _scene.Siem.Answers(200);
        _admin = _scene.AdminOf(await _scene.ServeAsync());
        _whileTheLeaseLasts = await _admin.PostJsonAsync(FaultScene.Audit, Delivery, "deliver-1");
        Assert.That(
            await _scene.Database.ColumnAsync("select distinct state from destinations where source in ('notification', 'acknowledgement_audit')"), Is.EqualTo(new[] { "sending" }));

        await _scene.MoveLeasesAsync("-1 second");
        await _scene.Database.HoldsAsync("select not exists (select from destinations where state = 'sending')");
    }

    [OneTimeTearDown]
    public async Task TakeDown()
    {
        _admin.Dispose();
        await _scene.DisposeAsync();
    }

    [Test]
    public async Task The_destination_has_failed_and_its_outcome_is_said_to_be_unknown()
    {
        var destination = await DestinationAsync();
        var read = (await _admin.GetJsonAsync($"{FaultScene.Audit}/destinations/{destination.Text("destination_id")}")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(destination.Text("state"), Is.EqualTo("failed"));
            Assert.That(destination.Text("failure_class"), Is.EqualTo("interrupted"));
            Assert.That(destination.Flag("outcome_unknown"), Is.True);
            Assert.That(destination.Number("failed_attempts"), Is.EqualTo(1));
            Assert.That(read.At("attempts").AsArray(), Has.Count.EqualTo(1));
            Assert.That(read.Text("attempts.0.failure_class"), Is.EqualTo("interrupted"));
            Assert.That(read.Text("attempts.0.error"), Does.Contain("unknown"));
        });
    }

    [Test]
    public async Task Worker_health_names_it()
    {
        var destination = await DestinationAsync();

        var health = (await _admin.GetJsonAsync($"{FaultScene.Audit}/worker-health")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(health.Number("connector_delivery_failure_count"), Is.EqualTo(1));
            Assert.That(health.Text("failed_deliveries.0.destination_id"), Is.EqualTo(destination.Text("destination_id")));
            Assert.That(health.Text("failed_deliveries.0.failure_class"), Is.EqualTo("interrupted"));
        });
    }

    [Test]
    public async Task Evidence_has_the_attempt_and_the_account_of_its_round()
    {
        var destination = await DestinationAsync();

        var entries = (await _scene.Database.EvidenceAsync())
            .Where(entry => entry.ToJsonString().Contains("interrupted", StringComparison.Ordinal))
            .Where(entry => entry.ToJsonString().Contains(destination.Text("destination_id"), StringComparison.Ordinal)).ToList();

        Assert.That(
            await _scene.Database.EvidenceLinesAsync(), Has.None.Contains("faulted").And.Some.EqualTo("record interruptions: done"));
        Assert.That(entries, Has.Count.EqualTo(1));
        var history = (await _admin.GetJsonAsync(
            $"{Notifications}?delivery_id={destination.Text("delivery_id")}&metadata_kind=release-connector-delivery")).Ok();
        Assert.That(history.Number("total"), Is.EqualTo(1));
        Assert.That((history.Flag("items.0.delivery_success"), history.Text("items.0.failed_providers.0")), Is.EqualTo((false, destination.Text("connector"))));
    }

    [Test]
    public async Task A_retry_plan_covers_it()
    {
        var destination = await DestinationAsync();

        var plan = (await _admin.PostJsonAsync($"{FaultScene.Audit}/retry-plan")).Created();

        var decision = plan.At("plan.retry_decisions").AsArray().Single()!;
        Assert.Multiple(() =>
        {
            Assert.That(decision.Text("destination_id"), Is.EqualTo(destination.Text("destination_id")));
            Assert.That(decision.Text("failure_class"), Is.EqualTo("interrupted"));
            Assert.That(decision.Number("retry_count"), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task What_repeats_by_itself_is_sent_again_under_the_same_event_id()
    {
        await _scene.Database.ExecuteAsync(
            "update destinations set next_attempt_at = now() where source = 'notification' and connector = 'webhook' and state = 'failed'");

        var again = await _scene.Webhook.NextAsync();

        Assert.That(again.Headers["webhook-id"], Is.EqualTo(_told.Headers["webhook-id"]));
        await _scene.Database.HoldsAsync(
            "select state = 'delivered' from destinations where source = 'notification' and connector = 'webhook'");
    }

    [Test]
    public async Task The_same_idempotency_key_sends_nothing_again_and_says_how_things_stand()
    {
        var afterwards = await _admin.PostJsonAsync(FaultScene.Audit, Delivery, "deliver-1");

        foreach (var answer in new[] { _whileItIsSent, _whileTheLeaseLasts })
        {
            answer.Problem(409, "idempotency.in_flight");
            Assert.That(answer.Response.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
        }

        afterwards.Problem(409, "idempotency.interrupted");
        Assert.That(await _scene.Database.ScalarAsync<long>("select count(*) from audit_deliveries"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_command_that_did_not_commit_has_left_nothing_and_its_key_does_the_work_once()
    {
        Assert.That(await PackedAsync(), Is.Zero);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _admin.PostJsonAsync(FaultScene.Pack, new { }, "pack-1")));
        var replayed = await _admin.PostJsonAsync(FaultScene.Pack, new { }, "pack-1");

        Assert.That(replayed.Response.Headers.Contains("Idempotency-Replayed"), Is.True);
        foreach (var late in answers.Where(answer => answer.Status is HttpStatusCode.Conflict))
        {
            late.Problem(409, "idempotency.in_flight");
            Assert.That(late.Response.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
        }

        var done = answers.Where(answer => answer.Response.IsSuccessStatusCode).Select(answer => answer.Body!.ToJsonString()).Distinct();
        Assert.That(done, Is.EqualTo(new[] { replayed.Body!.ToJsonString() }));
        Assert.That(await PackedAsync(), Is.EqualTo(3));
    }

    // The package, the evidence of it and the memory of its key: all of them or none.
    private Task<long> PackedAsync() => _scene.Database.ScalarAsync<long>(
        "select (select count(*) from audit_packages where id not in (select audit_id from audit_deliveries))"
        + " + (select count(*) from evidence_entries where action = 'pack audit package' and outcome = 'done')"
        + " + (select count(*) from idempotency_records where answer is not null)");

    private async Task<JsonNode> DestinationAsync() =>
        (await _admin.GetJsonAsync($"{FaultScene.Audit}/destinations")).Ok().At("items").AsArray().Single()!;
}
