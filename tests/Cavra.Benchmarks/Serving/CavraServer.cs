using System.Net.Http.Headers;
using Cavra.Api;
using Cavra.Api.Hosting;
using Cavra.Infrastructure.Evidence.Log;
using Cavra.Infrastructure.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cavra.Benchmarks.Serving;

/// <summary>Cavra as it runs in production, without the worker's loops and with rates that nobody can exceed.</summary>
internal sealed class CavraServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CavraServer(WebApplication app, HttpClient client) => (_app, Client) = (app, client);

    /// <summary>A client that presents the administrator's key.</summary>
    public HttpClient Client { get; }

    /// <summary>The server's own connections to its database.</summary>
    public NpgsqlDataSource Database => _app.Services.GetRequiredService<NpgsqlDataSource>();

    /// <summary>What the server is made of.</summary>
    public IServiceProvider Services => _app.Services;

    public static async Task<CavraServer> StartAsync(string directory, string connectionString, params (string Name, string Value)[] settings)
    {
        Directory.CreateDirectory(directory);
        var app = ApiHost.Build([], connectionString, builder => builder.Logging.ClearProviders(), Settings(directory, settings));
        await app.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
        await app.PrepareAsync(directory, CancellationToken.None);
        await app.StartAsync();

        var key = (await File.ReadAllTextAsync(Path.Combine(directory, "admin.key"))).Trim();
        var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return new CavraServer(app, client);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static Dictionary<string, string?> Settings(string directory, (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["CAVRA_ROLES"] = "api",
            [LogKeyDirectory.Variable] = Path.Combine(directory, LogKeyDirectory.DefaultName),
            [LogMemoryDirectory.Variable] = Path.Combine(directory, LogMemoryDirectory.DefaultName),
            ["CAVRA_GO_ROLLBACK_DRILL_SCHEDULE"] = "",
            ["CAVRA_GO_ROLLBACK_DRILL_HISTORY"] = "",
        };
        foreach (var rate in (string[])["ADDRESS", "READS", "WRITES"])
        {
            settings[$"CAVRA_RATE_{rate}_PER_SECOND"] = settings[$"CAVRA_RATE_{rate}_BURST"] = "1000000";
        }

        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        return settings;
    }
}
