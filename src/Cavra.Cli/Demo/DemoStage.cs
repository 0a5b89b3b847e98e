using Cavra.Api;
using Cavra.Api.Hosting;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;
using Cavra.Infrastructure.EmbeddedPostgres;
using Cavra.Infrastructure.Evidence.Log;
using Cavra.Infrastructure.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cavra.Cli.Demo;

/// <summary>Everything a demo plays on: a directory, a database, a server and a receiver that nobody else uses.</summary>
internal sealed class DemoStage : IAsyncDisposable
{
    private readonly string _directory;
    private readonly EmbeddedServer _database;
    private readonly WebApplication _server;

    private DemoStage(string directory, EmbeddedServer database, DemoReceiver receiver, WebApplication server, DemoClock clock) =>
        (_directory, _database, Receiver, _server, Clock) = (directory, database, receiver, server, clock);

    public DemoReceiver Receiver { get; }

    public DemoClock Clock { get; }

    public Uri Address => new(_server.Urls.First());

    public string KeyFile => Path.Combine(_directory, "admin.key");

    /// <summary>Sets everything up; null, with the reason printed, when there is no database to be had.</summary>
    public static async Task<DemoStage?> SetAsync(Terminal terminal, CancellationToken cancellationToken)
    {
        // Left to the launcher to make: a directory that only root can enter would send the database elsewhere.
        var directory = Path.Combine(Path.GetTempPath(), "cavra-demo-" + Path.GetRandomFileName());
        var options = new EmbeddedPostgresOptions { Durable = false };
        var database = await terminal.WaitAsync("Setting the stage…", () => EmbeddedServer.StartAsync(
            directory, options, NullLogger.Instance, cancellationToken));
        if (database.Refusal is { } refusal)
        {
            RefusalText.Print(terminal, refusal);
            return null;
        }

        var (receiver, clock) = (await DemoReceiver.StartAsync(cancellationToken), new DemoClock());
        var server = await BuildAsync(directory, database.Value.ConnectionString, receiver, clock, cancellationToken);
        var stage = new DemoStage(directory, database.Value, receiver, server, clock);
        try
        {
            await stage.OpenAsync(cancellationToken);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>A client that presents that key.</summary>
    public ServerClient Client(string key) => new(Address, key);

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(CancellationToken.None);
        await _server.DisposeAsync();
        await Receiver.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        await _server.Services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
        await _server.PrepareAsync(_directory, cancellationToken);
        await _server.StartAsync(cancellationToken);
    }

    private static async Task<WebApplication> BuildAsync(
        string directory, string connectionString, DemoReceiver receiver, DemoClock clock, CancellationToken cancellationToken)
    {
        var connectors = Path.Combine(directory, "connectors.yaml");
        await File.WriteAllTextAsync(connectors, ConnectorsTo(receiver), cancellationToken);
        var settings = new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            // Every step is the demo's own: a worker that ran beside it would be telling another story.
            ["CAVRA_ROLES"] = "api",
            ["CAVRA_CONNECTOR_CONFIG"] = connectors,
            [LogKeyDirectory.Variable] = Path.Combine(directory, LogKeyDirectory.DefaultName),
            ["CAVRA_GO_ROLLBACK_DRILL_SCHEDULE"] = "",
            ["CAVRA_GO_ROLLBACK_DRILL_HISTORY"] = "",
        };
        return ApiHost.Build([], connectionString, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
        }, settings);
    }

    private static string ConnectorsTo(DemoReceiver receiver) =>
        "connectors:\n" + string.Concat(new[] { DemoReceiver.Siem, DemoReceiver.Chat, DemoReceiver.Pager }.Select(name =>
            $"""
              {name}:
                provider: webhook
                url: {receiver.Address}/{name}
                alerts: {(name == DemoReceiver.Chat ? "true" : "false")}
                allow_networks: ["127.0.0.0/8"]

            """));
}
