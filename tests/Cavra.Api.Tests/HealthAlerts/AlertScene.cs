using System.Text.Json.Nodes;
using Cavra.Api.Tests.WorkerHealth;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.HealthAlerts;
using Cavra.Application.Messaging;
using Cavra.Application.Workers;
using Cavra.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Api.Tests.HealthAlerts;

/// <summary>What is done about trouble: alerts sent by people, answered, and sent by the worker that watches.</summary>
internal static class AlertScene
{
    public const string Alerts = HealthScene.Audit + "/worker-health-alerts";

    public const string Deliver = Alerts + "/deliver";

    public const string Dashboard = HealthScene.Audit + "/worker-health-alert-dashboard";

    public static async Task<JsonObject> DeliverAsync(this HealthScene scene, object? body = null) =>
        (await scene.App.Admin.PostJsonAsync(Deliver, body)).Ok();

    public static Task<Answer> AnswerAsync(this HealthScene scene, string healthId, object body) =>
        scene.App.Admin.PostJsonAsync($"{Alerts}/{healthId}/acknowledgements", body);

    /// <summary>The watcher takes its turn in this many replicas at once.</summary>
    public static async Task WatchAsync(this HealthScene scene, int replicas = 1) => await Task.WhenAll(
        Enumerable.Range(0, replicas).Select(_ => scene.TurnAsync<HealthWatchTurn>()));

    /// <summary>The delivery loop takes its turn.</summary>
    public static Task SendWhatIsDueAsync(this HealthScene scene) => scene.TurnAsync<DeliveryTurn>();

    /// <summary>The watcher looks, commits what it is about to send, and dies.</summary>
    public static Task WatchAndDieAsync(this HealthScene scene) => scene.AsWorkerAsync(async worker =>
    {
        var begun = await worker.Services.GetRequiredService<IDispatcher>().SendAsync(new WatchHealth(), default);
        Assert.That(begun.Value.Round, Is.Not.Null);
        return true;
    });

    public static async Task<IReadOnlyList<string>> RoutesAsync(this HealthScene scene) =>
        await scene.App.Database.ColumnAsync(
            "select connector || ' ' || state || ' ' || repeat_count from health_alert_routes order by delivered_at, connector, id");

    private static Task<TimeSpan?> TurnAsync<TTurn>(this HealthScene scene)
        where TTurn : IWorkerTurn => scene.AsWorkerAsync(async worker =>
        {
            var rest = await worker.Services.GetRequiredService<TTurn>().TakeAsync(default);
            await worker.Services.GetRequiredService<WorkInHand>().WhenDoneAsync();
            return rest;
        });
}
