using System.Text.Json.Nodes;
using Cavra.Application.Access;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.Workers;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Api.Tests.AuditDeliveries;

/// <summary>Cavra with two connectors towards two receivers, the worker's turns in the test's hand.</summary>
internal sealed class AuditScene : IAsyncDisposable
{
    public const string Root = GivenDrills.Root;

    public const string Audit = GivenFailures.Deliveries;

    private readonly CavraApp _cavra;

    private AuditScene(FailingReceiver webhook, FailingReceiver siem, CavraApp app) =>
        (_cavra, Webhook, Siem, App) = (app, webhook, siem, app);

    public FailingReceiver Webhook { get; }

    public FailingReceiver Siem { get; }

    /// <summary>Cavra, as the test's workspace sees it.</summary>
    public CavraApp App { get; private set; }

    public HttpClient Client => App.Admin;

    public TestDatabase Database => App.Database;

    public static async Task<AuditScene> StartAsync(IReadOnlyDictionary<string, string?>? settings = null, WatchedClock? clock = null)
    {
        var (webhook, siem) = (await FailingReceiver.StartAsync(), await FailingReceiver.StartAsync());
        return new AuditScene(webhook, siem, await CavraApp.StartAsync(GivenDrills.Connectors(webhook, siem), settings: settings, clock: clock));
    }

    /// <summary>A schedule that was notified about by both connectors, and answered for one of them.</summary>
    public async Task GivenAnAnsweredNotificationAsync(string schedule = "nightly", string notes = "Rolled back in four minutes.")
    {
        await App.GivenAScheduleAsync(schedule);
        (await Client.PostJsonAsync($"{Root}/deliver", new { schedule_id = schedule, retries = 0 })).Ok();
        App.Clock.Advance(TimeSpan.FromSeconds(1));
        (await Client.PostJsonAsync(
            $"{Root}/{schedule}/acknowledgements", new { provider = "siem-webhook", notes, external_ref = "CHG-17" })).Ok();
        App.Clock.Advance(TimeSpan.FromSeconds(1));
    }

    /// <summary>Delivers what there is, without quick re-tries.</summary>
    public async Task<JsonObject> DeliverAsync(string to = "all")
    {
        var answer = (await Client.PostJsonAsync(Audit, new { delivery_provider = to, retries = 0 })).Ok();
        App.Clock.Advance(TimeSpan.FromSeconds(1));
        return answer;
    }

    public async Task<JsonArray> DestinationsAsync(string query = "") =>
        (await Client.GetJsonAsync($"{Audit}/destinations{query}")).Ok().At("items").AsArray();

    public async Task<JsonArray> LoopsAsync(string query = "") =>
        (await Client.GetJsonAsync($"{Audit}/loops{query}")).Ok().At("items").AsArray();

    /// <summary>One turn of the delivery loop, as a worker of that name takes it.</summary>
    public async Task TakeTurnAsync(string worker = "worker-test") => await App.TakeDeliveryTurnAsync(worker);

    /// <summary>A new workspace for one test, and receivers that have got nothing yet.</summary>
    public async Task NewWorkspaceAsync()
    {
        App = await _cavra.NewWorkspaceAsync();
        Webhook.Reset();
        Siem.Reset();
    }

    public async ValueTask DisposeAsync()
    {
        await _cavra.DisposeAsync();
        await Webhook.DisposeAsync();
        await Siem.DisposeAsync();
    }
}

/// <summary>Takes turns that the worker's loops would take.</summary>
internal static class WorkerHand
{
    public static Task TakeDeliveryTurnAsync(this CavraApp app, string worker = "worker-test") =>
        app.Services.TakeDeliveryTurnAsync(app.Database, worker);

    public static Task TakeDeliveryTurnAsync(this IServiceProvider services, TestDatabase database, string worker = "worker-test") =>
        services.TakeTurnAsync<DeliveryTurn>(database, worker);

    public static async Task TakeTurnAsync<TTurn>(this IServiceProvider services, TestDatabase database, string worker = "worker-test")
        where TTurn : IWorkerTurn
    {
        var workspace = await database.WorkspaceAsync();
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Call>().Caller = Caller.ForWorker(
            workspace, database.WorkspaceName, worker, new PolicyReference(1, ContentDigest.OfBytes("test"u8)));
        await scope.ServiceProvider.GetRequiredService<TTurn>().TakeAsync(CancellationToken.None);
        await services.GetRequiredService<WorkInHand>().WhenDoneAsync();
    }
}
