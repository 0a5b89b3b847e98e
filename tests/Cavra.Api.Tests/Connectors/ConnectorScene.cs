using System.Text.Json.Nodes;
using Cavra.Api.Tests.AuditDeliveries;
using Cavra.Testing;

namespace Cavra.Api.Tests.Connectors;

/// <summary>
/// Cavra with four connectors: <c>hook</c> goes to a receiver and is full of secrets, <c>guarded</c> goes where nothing may go,
/// <c>off</c> is switched off, and <c>bad</c> is written wrongly.
/// </summary>
internal sealed class ConnectorScene : IAsyncDisposable
{
    private readonly string _secrets;

    private readonly CavraApp _cavra;

    private ConnectorScene(FailingReceiver receiver, CavraApp app, string secrets) =>
        (_cavra, Receiver, App, _secrets) = (app, receiver, app, secrets);

    public FailingReceiver Receiver { get; }

    /// <summary>Cavra, as the test's workspace sees it.</summary>
    public CavraApp App { get; private set; }

    public HttpClient Client => App.Admin;

    public static async Task<ConnectorScene> StartAsync()
    {
        var receiver = await FailingReceiver.StartAsync();
        var secrets = Directory.CreateTempSubdirectory("cavra-secrets-").FullName;
        await File.WriteAllTextAsync(Path.Combine(secrets, "url"), $"http://127.0.0.1:{receiver.Port}/canary-path-1?x=canary-query-2");
        await File.WriteAllTextAsync(Path.Combine(secrets, "header"), "canary-header-3");
        await File.WriteAllTextAsync(Path.Combine(secrets, "token"), "canary-token-5");
        var app = await CavraApp.StartAsync(
            $$"""
            connectors:
              hook:
                provider: webhook
                url_file: {{secrets}}/url
                token_file: {{secrets}}/token
                headers: { X-Trace: { file: {{secrets}}/header }, X-Team: platform }
                allow_networks: ["127.0.0.0/8"]
              guarded: { provider: webhook, url: "https://10.1.2.3/canary-path-6" }
              off: { provider: webhook, url: "https://example.com/canary-path-7", enabled: false }
              bad: { provider: webhook, url: "https://example.com/canary-path-8", colour: canary-colour-9 }
            """);
        return new ConnectorScene(receiver, app, secrets);
    }

    public async Task<JsonObject> ListAsync() => (await Client.GetJsonAsync("/connectors")).Ok();

    public async Task<JsonObject> ShowAsync(string name = "hook") => (await Client.GetJsonAsync($"/connectors/{name}")).Ok();

    public Task<Answer> TestAsync(string name = "hook", object? body = null) => Client.PostJsonAsync($"/connectors/{name}/test", body);

    public Task<Answer> PauseAsync(string reason = "Maintenance until noon.") => Client.PostJsonAsync("/connectors/hook/pause", new { reason });

    public Task<Answer> ResumeAsync() => Client.PostJsonAsync("/connectors/hook/resume");

    /// <summary>An audit delivery through <c>hook</c>; answers in what state it left its destination.</summary>
    public async Task<string> DeliverAsync()
    {
        var answer = (await Client.PostJsonAsync(AuditScene.Audit, new { delivery_provider = "hook", retries = 0 })).Ok();
        App.Clock.Advance(TimeSpan.FromSeconds(1));
        var delivery = answer.Text("delivery_plan.delivery_id");
        return (await Client.GetJsonAsync($"{AuditScene.Audit}/destinations?delivery_id={delivery}")).Ok().Text("items.0.state");
    }

    public async Task<IReadOnlyList<string>> StatesAsync() =>
        await App.Database.ColumnAsync("select state from destinations order by created_at");

    /// <summary>A new workspace for one test, and receivers that have got nothing yet.</summary>
    public async Task NewWorkspaceAsync()
    {
        App = await _cavra.NewWorkspaceAsync();
        Receiver.Reset();
    }

    public async ValueTask DisposeAsync()
    {
        await _cavra.DisposeAsync();
        await Receiver.DisposeAsync();
        Directory.Delete(_secrets, recursive: true);
    }
}
