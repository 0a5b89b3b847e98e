using Cavra.Testing;
using Microsoft.AspNetCore.Builder;

namespace Cavra.Processes.Tests.Faults;

/// <summary>Several processes on one database.</summary>
internal sealed class ReplicaTests
{
    private const int Windows = 10;

    [Test]
    public async Task Of_two_workers_that_come_to_a_window_and_to_trouble_at_once_one_runs_and_one_alerts()
    {
        await using var alerts = await FailingReceiver.StartAsync();
        await using var app = await CavraApp.StartAsync(
            $"""
            {GivenFailures.ConnectorFile}
              chat:
                provider: webhook
                url: http://127.0.0.1:{alerts.Port}/cavra
                allow_networks: ["127.0.0.0/8"]
                alerts: true
            """);
        await app.FailAsync();
        await using var first = app.Replica();
        await using var second = app.Replica();
        await using (var held = await HeldTable.TakeAsync(app.Database, "worker_runs, health_episodes"))
        {
            await Task.WhenAll(first.StartAsync(), second.StartAsync());
            await held.AwaitedByAsync(4);
        }

        await app.Database.HoldsAsync("select count(*) = 1 from worker_runs where state = 'succeeded'");
        // What is being sent is not cut off by the stop.
        await alerts.NextAsync();
        await app.Database.HoldsAsync("select count(*) = 1 from destinations where state = 'delivered'");
        await Task.WhenAll(first.StopAsync(), second.StopAsync());

        Assert.That(await app.Database.ScalarAsync<long>("select count(*) from worker_runs"), Is.EqualTo(1));
        Assert.That(alerts.Requests, Has.Count.EqualTo(1));
        Assert.That(await app.Database.ScalarAsync<long>("select count(*) from health_alert_plans"), Is.EqualTo(1));
        await NothingWentWrongAsync(app);
    }

    [Test]
    public async Task Three_replicas_run_each_of_many_windows_once()
    {
        await using var app = await CavraApp.StartAsync(GivenFailures.ConnectorFile);
        await app.Database.LeasesLastAsync();
        WebApplication[] replicas = [app.Replica(), app.Replica(), app.Replica()];
        await Task.WhenAll(replicas.Select(replica => replica.StartAsync()));

        for (var window = 1; window <= Windows; window++)
        {
            app.Clock.Advance(CavraApp.Start.AddMinutes(30 * (window - 1)) - app.Clock.GetUtcNow());
            await RunAsync(app, window);
        }

        foreach (var replica in replicas)
        {
            await replica.StopAsync();
            await replica.DisposeAsync();
        }

        Assert.That(await app.Database.ScalarAsync<long>("select count(*) from worker_runs where missed_windows = 0"), Is.EqualTo(Windows));
        Assert.That(await app.Database.ScalarAsync<long>("select count(distinct window_start) from worker_runs"), Is.EqualTo(Windows));
        Assert.That(
            (await app.Database.EvidenceLinesAsync()).Count(line => line == "begin scheduled run: done"), Is.EqualTo(Windows));
        await NothingWentWrongAsync(app);
    }

    // A ticker that was about to rest when the window began rests a little longer.
    private static Task RunAsync(CavraApp app, int window) => Eventually.HoldsAsync($"window {window} is run", async () =>
    {
        var states = await app.Database.ColumnAsync("select state from worker_runs");
        if (states.Count < window)
        {
            app.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        return states.Count(state => state == "succeeded") >= window;
    });

    private static async Task NothingWentWrongAsync(CavraApp app)
    {
        var deadlocks = await app.Database.ScalarAsync<long>("select deadlocks from pg_stat_database where datname = current_database()");
        Assert.That(deadlocks, Is.Zero);
        Assert.That(await app.Database.EvidenceLinesAsync(), Has.None.Contains("refused").And.None.Contains("faulted"));
        Assert.That(app.Log.Text, Does.Not.Contain("loop failed"));
    }
}
