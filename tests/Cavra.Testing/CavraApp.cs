using Cavra.Api;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Infrastructure.Access;
using Cavra.Infrastructure.Evidence.Log;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Cavra.Testing;

/// <summary>
/// Cavra as it runs: Kestrel on a port of its own, a database of its own, the clock in the test's hand. The worker's loops
/// run only where a test asks for them. Tests of one fixture share it and have a workspace each.
/// </summary>
internal sealed class CavraApp : IAsyncDisposable
{
    /// <summary>Where the clock of every test starts.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly WebApplication _app;
    private readonly string _dataDirectory;
    private readonly bool _isHost;
    private CavraApp? _workspace;
    private int _workspaces;

    private CavraApp(
        WebApplication app, TestDatabase database, WatchedClock clock, LogCapture log, string dataDirectory, bool isHost)
    {
        (_app, Database, Clock, Log, _dataDirectory, _isHost) = (app, database, clock, log, dataDirectory, isHost);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public Uri Address { get; }

    public TestDatabase Database { get; }

    public WatchedClock Clock { get; }

    /// <summary>Everything that was logged.</summary>
    public LogCapture Log { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>The name of the workspace that the administrator's key is for.</summary>
    public string Workspace => Database.WorkspaceName;

    /// <summary>The first administrator's key: admin, operator and executor.</summary>
    public required string AdminKey { get; init; }

    /// <summary>A client that presents the administrator's key.</summary>
    public required HttpClient Admin { get; init; }

    /// <param name="connectors">Text of the connector file, in YAML; null for no connectors.</param>
    /// <param name="clock">The clock; null for one of its own.</param>
    /// <param name="database">Where; null for a new database of its own. It goes when this goes.</param>
    /// <param name="worker">Whether the worker's loops run.</param>
    /// <param name="settings">Further configuration.</param>
    /// <param name="configure">Last word over services.</param>
    public static async Task<CavraApp> StartAsync(
        string? connectors = null, bool worker = false, IReadOnlyDictionary<string, string?>? settings = null,
        Action<WebApplicationBuilder>? configure = null, TestDatabase? database = null, WatchedClock? clock = null)
    {
        database ??= await TestPostgres.CreateDatabaseAsync();
        var directory = Directory.CreateTempSubdirectory("cavra-test-").FullName;
        clock ??= new WatchedClock(Start);
        var log = new LogCapture();
        var configuration = new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["CAVRA_ROLES"] = worker ? "api,worker" : "api",
            [LogKeyDirectory.Variable] = Path.Combine(directory, LogKeyDirectory.DefaultName),
            [LogMemoryDirectory.Variable] = Path.Combine(directory, LogMemoryDirectory.DefaultName),
        };
        if (connectors is not null)
        {
            configuration["CAVRA_CONNECTOR_CONFIG"] = Path.Combine(directory, "connectors.yaml");
            await File.WriteAllTextAsync(configuration["CAVRA_CONNECTOR_CONFIG"]!, connectors);
        }

        foreach (var (name, value) in settings ?? new Dictionary<string, string?>())
        {
            configuration[name] = value;
        }

        var app = ApiHost.Build([], database.ConnectionString, builder =>
        {
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
            builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug);
            builder.Services.WaitForTheClockAlone();
            configure?.Invoke(builder);
        }, configuration);
        await app.Services.GetRequiredService<Bootstrap>().PrepareAsync(directory, CancellationToken.None);
        try
        {
            await app.StartAsync();
        }
        catch (OperationCanceledException)
        {
            // A loop that fails while the others start ends the host; only its log says which.
            throw new InvalidOperationException($"Cavra stopped while it started: {log.Text} {string.Join(" | ", app.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<Microsoft.Extensions.Hosting.BackgroundService>().Select(service => $"{service.GetType().Name}: {service.ExecuteTask?.Status} {service.ExecuteTask?.Exception}"))}");
        }

        var key = (await File.ReadAllTextAsync(Path.Combine(directory, "admin.key"))).Trim();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new CavraApp(app, database, clock, log, directory, isHost: true) { AdminKey = key, Admin = TestClient.At(new Uri(address), key) };
    }

    /// <summary>
    /// A new workspace for the next test: an administrator of its own, the rows of that workspace, the clock back at the start and
    /// the log empty. It is the host that is disposed of.
    /// </summary>
    public async Task<CavraApp> NewWorkspaceAsync()
    {
        await CloseWorkspaceAsync();
        Clock.AdjustTime(Start);
        var name = $"test-{++_workspaces}";
        var opened = await Services.OpenWorkspaceAsync(await Database.WorkspaceAsync(), name, Bootstrap.AdministratorRoles);
        var database = Database.Of(IdOf(opened.Workspace.Id), name);
        Log.Clear();
        return _workspace = new CavraApp(_app, database, Clock, Log, _dataDirectory, isHost: false)
        {
            AdminKey = opened.Key!,
            Admin = Client(opened.Key),
        };
    }

    /// <summary>A client that presents a key; none at all for null.</summary>
    public HttpClient Client(string? key) => TestClient.At(Address, key);

    /// <summary>A client of a new key with these roles.</summary>
    public async Task<HttpClient> ClientWithAsync(params string[] roles)
    {
        var answer = await Admin.PostJsonAsync("/access/keys", new { name = string.Join('-', roles), roles });
        return Client(answer.Created().Text("key"));
    }

    /// <summary>Where the keys are that the log is signed with.</summary>
    public string LogKeysPath => Path.Combine(_dataDirectory, LogKeyDirectory.DefaultName);

    /// <summary>Where is remembered which trees were signed.</summary>
    public string LogMemoryPath => Path.Combine(_dataDirectory, LogMemoryDirectory.DefaultName);

    /// <summary>Another host on the same database, with the same clock, keys and connectors; it does not run yet.</summary>
    /// <param name="roles">What it does.</param>
    /// <param name="identityFile">Which issuers it believes; null for none.</param>
    /// <param name="memory">Where it remembers which trees it has signed; null for the place where this host does.</param>
    public WebApplication Replica(string roles = "api,worker", string? identityFile = null, string? memory = null) => ApiHost.Build([], Database.ConnectionString, builder =>
    {
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
        builder.Logging.ClearProviders().AddProvider(Log);
    }, new Dictionary<string, string?>
    {
        ["urls"] = "http://127.0.0.1:0",
        ["CAVRA_ROLES"] = roles,
        ["CAVRA_CONNECTOR_CONFIG"] = File.Exists(ConnectorFile) ? ConnectorFile : null,
        ["CAVRA_IDENTITY_CONFIG"] = identityFile,
        [LogKeyDirectory.Variable] = LogKeysPath,
        [LogMemoryDirectory.Variable] = memory ?? LogMemoryPath,
    });

    /// <summary>Where the connector file is, for tests that change it.</summary>
    public string ConnectorFile => Path.Combine(_dataDirectory, "connectors.yaml");

    public async ValueTask DisposeAsync()
    {
        await CloseWorkspaceAsync();
        Admin.Dispose();
        if (!_isHost)
        {
            await Database.DisposeAsync();
            return;
        }

        await _app.StopAsync();
        await _app.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(_dataDirectory, recursive: true);
    }

    private ValueTask CloseWorkspaceAsync() => _workspace?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static WorkspaceId IdOf(string text) =>
        Ids.TryParse<WorkspaceId>(text, out var id) ? id : throw new FormatException(text);
}
