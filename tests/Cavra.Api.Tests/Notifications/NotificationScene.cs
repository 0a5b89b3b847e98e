using System.Text.Json.Nodes;
using Cavra.Testing;

namespace Cavra.Api.Tests.Notifications;

/// <summary>Cavra with two connectors towards two receivers, and the schedules a test defines.</summary>
internal sealed class NotificationScene : IAsyncDisposable
{
    public const string Root = GivenDrills.Root;

    private readonly CavraApp _cavra;

    private NotificationScene(FailingReceiver webhook, FailingReceiver siem, CavraApp app) =>
        (_cavra, Webhook, Siem, App) = (app, webhook, siem, app);

    public FailingReceiver Webhook { get; }

    public FailingReceiver Siem { get; }

    /// <summary>Cavra, as the test's workspace sees it.</summary>
    public CavraApp App { get; private set; }

    public HttpClient Client => App.Admin;

    public static async Task<NotificationScene> StartAsync()
    {
        var (webhook, siem) = (await FailingReceiver.StartAsync(), await FailingReceiver.StartAsync());
        return new NotificationScene(webhook, siem, await CavraApp.StartAsync(GivenDrills.Connectors(webhook, siem)));
    }

    /// <summary>An overdue schedule that has just been notified about; the answer of that.</summary>
    public async Task<JsonObject> GivenANotifiedScheduleAsync(string name)
    {
        await App.GivenAScheduleAsync(name);
        return await NotifyAsync(name);
    }

    public async Task<JsonObject> NotifyAsync(string name)
    {
        App.Clock.Advance(TimeSpan.FromSeconds(1));
        var answer = (await Client.PostJsonAsync($"{Root}/deliver", new { schedule_id = name, retries = 0 })).Ok();
        App.Clock.Advance(TimeSpan.FromSeconds(1));
        return answer;
    }

    public Task<Answer> AcknowledgeAsync(string name, object body) => Client.PostJsonAsync($"{Root}/{name}/acknowledgements", body);

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
