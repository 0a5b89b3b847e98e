using Cavra.Processes.Tests.Starts;
using Cavra.Testing;

namespace Cavra.Processes.Tests.Faults;

/// <summary>
/// Real processes on one real database, towards two receivers: <c>webhook</c>, and <c>siem-webhook</c>, which is also where
/// alerts go. Their clock is the machine's; what must be over is moved into the past.
/// </summary>
internal sealed class FaultScene : IAsyncDisposable
{
    public const string Audit = GivenFailures.Deliveries;

    public const string Pack = GivenDrills.Root + "/acknowledgements/audit-package";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cavra-faults-");
    private readonly List<CavraProcess> _processes = [];
    private readonly List<HttpClient> _clients = [];

    private FaultScene(TestDatabase database, FailingReceiver webhook, FailingReceiver siem) =>
        (Database, Webhook, Siem) = (database, webhook, siem);

    public TestDatabase Database { get; }

    public FailingReceiver Webhook { get; }

    public FailingReceiver Siem { get; }

    /// <param name="database">Where; null for a new database of its own.</param>
    public static async Task<FaultScene> SetAsync(TestDatabase? database = null)
    {
        var scene = new FaultScene(
            database ?? await TestPostgres.CreateDatabaseAsync(), await FailingReceiver.StartAsync(), await FailingReceiver.StartAsync());
        await File.WriteAllTextAsync(
            scene.ConnectorFile,
            $"""
            connectors:
              webhook:
                url: http://127.0.0.1:{scene.Webhook.Port}/cavra
                allow_networks: ["127.0.0.0/8"]
              siem-webhook:
                provider: webhook
                url: http://127.0.0.1:{scene.Siem.Port}/cavra
                allow_networks: ["127.0.0.0/8"]
                alerts: true
            """);
        return scene;
    }

    private string ConnectorFile => Path.Combine(_directory.FullName, "connectors.yaml");

    /// <summary>Starts a process with these roles.</summary>
    public async Task<CavraProcess> ServeAsync(string roles = "api,worker")
    {
        var process = await CavraProcess.ServeAsync(_directory.FullName, new Dictionary<string, string?>
        {
            ["CAVRA_DATABASE"] = Database.ConnectionString,
            ["CAVRA_CONNECTOR_CONFIG"] = ConnectorFile,
            ["CAVRA_ROLES"] = roles,
        });
        lock (_processes)
        {
            _processes.Add(process);
        }

        return process;
    }

    /// <summary>The first administrator, as a client of that process.</summary>
    public HttpClient AdminOf(CavraProcess process)
    {
        var client = process.Client(File.ReadAllText(Path.Combine(_directory.FullName, "admin.key")).Trim());
        _clients.Add(client);
        return client;
    }

    /// <summary>An audit delivery to <c>webhook</c> that has failed.</summary>
    public async Task GivenAFailedDeliveryAsync(HttpClient admin)
    {
        Webhook.Answers(500);
        var answer = (await admin.PostJsonAsync(Audit, new { delivery_provider = "webhook", retries = 0 })).Ok();
        Assert.That(answer.Flag("success"), Is.False);
    }

    /// <summary>A schedule whose window, a week long, has begun before now and is to be run at once.</summary>
    public async Task GivenADueWindowAsync(HttpClient admin)
    {
        var version = (await admin.GetJsonAsync($"{Audit}/worker-schedule")).Response.Headers.ETag!.ToString();
        (await admin.PutJsonAsync(
            $"{Audit}/worker-schedule", new { interval_minutes = 10_080, misfire = "run_once" }, ifMatch: version)).Ok();
        await Database.ExecuteAsync("update worker_schedules set changed_at = changed_at - interval '8 days'");
    }

    /// <summary>Has every lease that anybody holds end so long after now, or before: the machine's own time decides nothing.</summary>
    public Task MoveLeasesAsync(string fromNow) => Database.ExecuteAsync(string.Join(
        ';',
        new[] { "destinations", "idempotency_records", "worker_runs" }.Select(
            table => $"update {table} set lease_until = now() + interval '{fromNow}' where lease_until is not null")));

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        await Webhook.DisposeAsync();
        await Siem.DisposeAsync();
        await Database.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
