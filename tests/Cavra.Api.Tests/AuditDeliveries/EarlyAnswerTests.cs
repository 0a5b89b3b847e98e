using System.Net.Sockets;
using Cavra.Application.Access;
using Cavra.Application.Workers;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cavra.Api.Tests.AuditDeliveries;

/// <summary>Deliveries whose caller prefers <c>respond-async</c>.</summary>
public sealed class EarlyAnswerTests
{
    private const string Prefer = "respond-async";

    private static readonly object ToSiem = new { delivery_provider = "siem-webhook", retries = 0, timeout_seconds = 30 };

    private AuditScene _scene = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _scene = await AuditScene.StartAsync();

    [OneTimeTearDown]
    public async Task StopCavra() => await _scene.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => await _scene.NewWorkspaceAsync();

    [Test]
    public async Task A_receiver_that_hangs_keeps_nobody_waiting_and_the_location_tells_how_it_ended()
    {
        var told = new TaskCompletionSource();
        _scene.Siem.AnswersWhen(told.Task);

        var answer = await _scene.Client.PostPreferringAsync("wait=10, Respond-Async", AuditScene.Audit, ToSiem);

        var accepted = answer.Accepted();
        var location = answer.Response.Headers.Location!.ToString();
        Assert.Multiple(() =>
        {
            Assert.That(location, Is.EqualTo($"{AuditScene.Audit}/destinations?delivery_id={accepted.Text("delivery_plan.delivery_id")}"));
            Assert.That(accepted.Text("audit_package.audit_id"), Is.EqualTo(accepted.Text("delivery_plan.audit_id")));
            Assert.That(accepted.Text("plan_metadata.delivery_id"), Is.EqualTo(accepted.Text("delivery_plan.delivery_id")));
            Assert.That(
                accepted.Where(member => member.Value is null).Select(member => member.Key), Is.EqualTo(new[] { "delivery", "metadata", "success" }));
        });
        Assert.That(await StateAtAsync(location), Is.EqualTo("sending"));
        await _scene.Siem.NextAsync();
        told.SetResult();
        await Eventually.HoldsAsync("it is delivered", async () => await StateAtAsync(location) == "delivered");
        Assert.That(
            await _scene.Database.EvidenceLinesAsync(),
            Is.EqualTo(new[] { "begin audit delivery: done", "begin audit delivery: done", "record attempts: done", "record attempts: done" }));
        var record = (await _scene.Client.GetJsonAsync(
            $"{AuditScene.Root}?delivery_id={accepted.Text("delivery_plan.delivery_id")}&metadata_kind=release-connector-delivery")).Ok();
        Assert.That((record.Number("total"), record.Flag("items.0.delivery_success")), Is.EqualTo((1, true)));
    }

    [Test]
    public async Task The_same_key_gets_the_same_early_answer_whatever_is_preferred_and_sends_once()
    {
        var told = new TaskCompletionSource();
        _scene.Siem.AnswersWhen(told.Task);

        var first = await _scene.Client.PostPreferringAsync(Prefer, AuditScene.Audit, ToSiem, "once");
        await _scene.Siem.NextAsync();
        var meanwhile = await _scene.Client.PostPreferringAsync(Prefer, AuditScene.Audit, ToSiem, "once");
        told.SetResult();
        await EndAsync();
        var afterwards = await _scene.Client.PostJsonAsync(AuditScene.Audit, ToSiem, "once");

        foreach (var again in new[] { meanwhile, afterwards })
        {
            Assert.That(again.Accepted().ToJsonString(), Is.EqualTo(first.Accepted().ToJsonString()));
            Assert.That(again.Response.Headers.Location, Is.EqualTo(first.Response.Headers.Location));
            Assert.That(again.Response.Headers.GetValues("Idempotency-Replayed"), Is.EqualTo(new[] { "true" }));
        }

        Assert.That(first.Response.Headers.Contains("Idempotency-Replayed"), Is.False);
        Assert.That(_scene.Siem.Requests, Has.Count.EqualTo(1));
        (await _scene.Client.PostPreferringAsync(Prefer, AuditScene.Audit, new { }, "once")).Problem(422, "idempotency.key_reused");
    }

    [Test]
    public async Task What_is_refused_is_refused_at_once_and_what_sends_nothing_is_answered_in_full()
    {
        (await _scene.Client.PostPreferringAsync(Prefer, AuditScene.Audit, new { delivery_provider = "nobody" })).Problem(422, "connector.unknown");
        (await _scene.Client.PostJsonAsync("/connectors/siem-webhook/pause", new { reason = "Maintenance." })).Ok();

        var held = await _scene.Client.PostPreferringAsync(Prefer, AuditScene.Audit, ToSiem);

        Assert.That(held.Ok().Text("delivery.deliveries.0.outcome"), Is.EqualTo("held"));
        Assert.That(held.Response.Headers.Contains("Preference-Applied"), Is.False);
    }

    [Test]
    public async Task Where_too_many_calls_go_on_already_the_caller_waits_for_the_end()
    {
        var (early, ended) = (_scene.App.Services.GetRequiredService<EarlyAnswers>(), new TaskCompletionSource());
        var others = await CallAsync();
        Assert.That(
            Enumerable.Range(0, EarlyAnswers.Room).Select(_ => early.TryBegin(others, _ => ended.Task)), Is.All.True);

        var waited = await _scene.Client.PostPreferringAsync(Prefer, AuditScene.Audit, ToSiem);
        ended.SetResult();
        await EndAsync();
        var accepted = await _scene.Client.PostPreferringAsync(Prefer, AuditScene.Audit, ToSiem);

        Assert.That(waited.Ok().Flag("success"), Is.True);
        Assert.That(waited.Response.Headers.Contains("Preference-Applied"), Is.False);
        accepted.Accepted();
        await EndAsync();
    }

    [Test]
    public async Task A_process_that_stops_ends_what_it_has_answered_for()
    {
        await using var receiver = await FailingReceiver.StartAsync();
        await using var app = await CavraApp.StartAsync(GivenDrills.Connectors(receiver, receiver));
        var told = new TaskCompletionSource();
        receiver.AnswersWhen(told.Task);
        (await app.Admin.PostPreferringAsync(Prefer, AuditScene.Audit, ToSiem)).Accepted();
        await receiver.NextAsync();

        var stopping = app.Services.GetRequiredService<IHost>().StopAsync();
        await Eventually.HoldsAsync("nobody is served any more", () => IsDeafAsync(app.Address));
        told.SetResult();
        await stopping.OrHangAsync();

        Assert.That(await app.Database.ColumnAsync("select state from destinations"), Is.EqualTo(new[] { "delivered" }));
    }

    [Test]
    public async Task What_hangs_longer_than_a_stop_may_take_is_broken_off_and_said_to_be_interrupted()
    {
        await using var receiver = await FailingReceiver.StartAsync();
        await using var app = await CavraApp.StartAsync(GivenDrills.Connectors(receiver, receiver));
        receiver.Hangs();
        (await app.Admin.PostPreferringAsync(Prefer, AuditScene.Audit, ToSiem)).Accepted();
        await receiver.NextAsync();

        var stopping = app.Services.GetRequiredService<IHost>().StopAsync();
        await Eventually.HoldsAsync("nobody is served any more", () => IsDeafAsync(app.Address));
        app.Clock.Advance(TimeSpan.FromSeconds(20));
        await stopping.OrHangAsync();

        Assert.That(
            await app.Database.ColumnAsync("select state || ' ' || last_failure_class from destinations"),
            Is.EqualTo(new[] { "failed interrupted" }));
    }

    private static async Task<bool> IsDeafAsync(Uri address)
    {
        using var caller = new TcpClient();
        try
        {
            await caller.ConnectAsync(address.Host, address.Port);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private Task EndAsync() => _scene.App.Services.GetRequiredService<WorkInHand>().WhenDoneAsync().OrHangAsync();

    private async Task<string> StateAtAsync(string location) => (await _scene.Client.GetJsonAsync(location)).Ok().Text("items.0.state");

    private async Task<Call> CallAsync() => new()
    {
        Caller = Caller.ForWorker(
            await _scene.Database.WorkspaceAsync(), _scene.Database.WorkspaceName, "worker-test",
            new PolicyReference(1, ContentDigest.OfBytes("test"u8))),
    };
}
