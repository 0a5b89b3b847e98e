using Cavra.Api.Tests.RetryPlans;
using Cavra.Api.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Cavra.Api.Tests.Faults;

/// <summary>Several processes on one database.</summary>
internal sealed class ReplicaTests
{
    private const int Windows = 10;

    [Test]
    public async Task Of_two_processes_that_come_to_a_window_and_to_trouble_at_once_one_runs_and_one_alerts()
    {
        await using var scene = await FaultScene.SetAsync();
        var admin = scene.AdminOf(await scene.ServeAsync("api"));
        await scene.GivenAFailedDeliveryAsync(admin);
        await scene.GivenADueWindowAsync(admin);
        await using (var held = await HeldTable.TakeAsync(scene.Database, "worker_runs, health_episodes"))
        {
            await Task.WhenAll(scene.ServeAsync(), scene.ServeAsync());
            await held.AwaitedByAsync(4);
        }

        await scene.Database.HoldsAsync("select count(*) = 1 from worker_runs where state = 'succeeded'");
        await scene.Database.HoldsAsync("select count(*) = 1 from health_alert_routes");
        await scene.Database.HoldsAsync(
            "select count(*) = 0 from pg_stat_activity where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()");

        Assert.That(await scene.Database.ScalarAsync<long>("select count(*) from worker_runs"), Is.EqualTo(1));
        Assert.That(scene.Siem.Requests, Has.Count.EqualTo(1));
        Assert.That(await scene.Database.ScalarAsync<long>("select count(*) from health_alert_plans"), Is.EqualTo(1));
        await NothingWentWrongAsync(scene.Database);
        await scene.AreReadyAsync();
    }

    [Test]
    public async Task Three_replicas_run_each_of_many_windows_once()
    {
        await using var app = await CavraApp.StartAsync(GivenFailures.ConnectorFile, worker: true);
        var others = new[] { await AnotherAsync(app), await AnotherAsync(app) };

        for (var window = 1; window <= Windows; window++)
        {
            app.Clock.Advance(CavraApp.Start.AddMinutes(30 * (window - 1)) - app.Clock.GetUtcNow());
            await RunAsync(app, window);
        }

        foreach (var other in others)
        {
            await other.StopAsync();
            await other.DisposeAsync();
        }

        Assert.That(await app.Database.ScalarAsync<long>("select count(*) from worker_runs where missed_windows = 0"), Is.EqualTo(Windows));
        Assert.That(await app.Database.ScalarAsync<long>("select count(distinct window_start) from worker_runs"), Is.EqualTo(Windows));
        Assert.That(
            (await app.Database.EvidenceLinesAsync()).Count(line => line == "begin scheduled run: done"), Is.EqualTo(Windows));
        await NothingWentWrongAsync(app.Database);
    }

    // Time goes on only while nobody works: a lease must not run out because the machine is slow.
    private static Task RunAsync(CavraApp app, int window) => Eventually.HoldsAsync($"window {window} is run", async () =>
    {
        var states = await app.Database.ColumnAsync("select state from worker_runs");
        if (states.Count < window)
        {
            app.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        return states.Count(state => state == "succeeded") >= window;
    });

    private static async Task NothingWentWrongAsync(TestDatabase database)
    {
        var deadlocks = await database.ScalarAsync<long>("select deadlocks from pg_stat_database where datname = current_database()");
        Assert.That(deadlocks, Is.Zero);
        Assert.That(await database.EvidenceLinesAsync(), Has.None.Contains("refused").And.None.Contains("faulted"));
    }

    private static async Task<WebApplication> AnotherAsync(CavraApp app)
    {
        var another = ApiHost.Build(
            [], app.Database.ConnectionString,
            builder =>
            {
                builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(app.Clock));
                builder.Logging.ClearProviders();
            },
            new Dictionary<string, string?> { ["urls"] = "http://127.0.0.1:0", ["CAVRA_ROLES"] = "api,worker" });
        await another.StartAsync();
        return another;
    }
}
