using Cavra.Api.Hosting;
using Cavra.Application.Access;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.Policies;
using Cavra.Infrastructure.Access;
using Cavra.Infrastructure.EmbeddedPostgres;
using Cavra.Infrastructure.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cavra.Cli.Demo;

/// <summary>Everything a demo plays on: a directory, a database, a server and a receiver that nobody else uses.</summary>
internal sealed class DemoStage : IAsyncDisposable
{
    public const string Workspace = "demo";

    private const int LogBatch = 1_000;

    private readonly EmbeddedServer _database;
    private readonly DemoServer _servers;
    private WebApplication _server;
    private WorkspaceId _workspace;

    private DemoStage(EmbeddedServer database, DemoReceiver receiver, DemoServer servers) =>
        (_database, Receiver, _servers, _server) = (database, receiver, servers, servers.BuildForPlay());

    public DemoReceiver Receiver { get; }

    public DemoClock Clock => _servers.Clock;

    public string Directory => _servers.Directory;

    public Uri Address => new(_server.Urls.First());

    /// <summary>The key of the workspace's administrator.</summary>
    public string KeyFile => Path.Combine(Directory, Workspace + ".key");

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

        var receiver = await DemoReceiver.StartAsync(cancellationToken);
        var servers = new DemoServer(directory, database.Value.ConnectionString, new DemoClock());
        await servers.ConnectAsync(receiver, cancellationToken);
        var stage = new DemoStage(database.Value, receiver, servers);
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

    /// <summary>Has the log take in and sign what was written since, as a worker does.</summary>
    public async Task SignLogAsync(CancellationToken cancellationToken)
    {
        await using var scope = _server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Call>().Caller = Caller.ForWorker(
            _workspace, Workspace, "demo", new PolicyReference(1, WorkspacePolicy.Default.Digest));
        var sequencer = scope.ServiceProvider.GetRequiredService<ILogSequencer>();
        while (await sequencer.TakeInAsync(LogBatch, cancellationToken) == LogBatch)
        {
            // There is more.
        }
    }

    /// <summary>A client that presents that key.</summary>
    public ServerClient Client(string key) => new(Address, key);

    /// <summary>Goes on in the present, with the worker at work and where a person expects it.</summary>
    /// <returns>The secret part of a link that signs the workspace's administrator in.</returns>
    public async Task<string> StayAsync(CancellationToken cancellationToken)
    {
        Clock.CatchUp();
        (var played, _server) = (_server, _servers.BuildToStay());
        await EndAsync(played);
        await _server.PrepareAsync(Directory, cancellationToken);
        await _server.StartAsync(cancellationToken);
        return await _server.SignInAdministratorAsync(Workspace, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync(_server);
        await Receiver.DisposeAsync();
        await _database.DisposeAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private static async Task EndAsync(WebApplication server)
    {
        await server.StopAsync(CancellationToken.None);
        await server.DisposeAsync();
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        await _server.Services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
        await _server.PrepareAsync(Directory, cancellationToken);
        await _server.StartAsync(cancellationToken);
        await using var scope = await _server.Services.GetRequiredService<MachineOperator>().ActAsync(cancellationToken);
        var opened = await scope.ServiceProvider.GetRequiredService<IDispatcher>().SendAsync(
            new OpenWorkspace(new Name(Workspace), Bootstrap.AdministratorRoles), cancellationToken);
        if (!Ids.TryParse(opened.Value.Workspace.Id, out _workspace))
        {
            throw new DemoStoppedException("The workspace has no id.");
        }

        PrivateFile.Write(KeyFile, opened.Value.Key!);
    }
}
