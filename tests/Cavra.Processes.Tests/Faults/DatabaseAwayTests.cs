using System.Net;
using System.Threading.Channels;
using Cavra.Testing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Processes.Tests.Faults;

/// <summary>The database goes away and comes back, under commands and under a delivery.</summary>
internal sealed class DatabaseAwayTests
{
    private const int Clients = 4;

    private const int CommandsEach = 10;

    private const string TerminateAll =
        "select count(pg_terminate_backend(pid)) from pg_stat_activity "
        + $"where datname = current_database() and application_name <> '{TestDatabase.Looker}'";

    [Test]
    public async Task Under_connections_that_break_again_and_again_each_command_is_done_once_or_answered_503()
    {
        await using var app = await CavraApp.StartAsync();
        var done = Channel.CreateUnbounded<bool>();

        var breaking = BreakAfterEachAsync(app.Database, done.Reader);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => PackAsync(app, client, done.Writer)));
        }
        finally
        {
            done.Writer.Complete();
            await breaking;
        }

        await IsDoneOnceAsync(app.Database, Clients * CommandsEach);
    }

    [Test]
    public async Task Commands_whose_connections_break_while_they_write_are_answered_503_and_have_left_nothing()
    {
        await using var app = await CavraApp.StartAsync();
        Answer[] answers;
        await using (var held = await HeldTable.TakeAsync(app.Database, "audit_packages"))
        {
            var packing = Task.WhenAll(Enumerable.Range(0, Clients).Select(client => PackOnceAsync(app, client, 0)));
            await held.AwaitedByAsync(Clients);
            await app.Database.ExecuteAsync(TerminateAll);
            answers = await packing;
        }

        Assert.That(answers.Select(answer => (int)answer.Status), Is.All.EqualTo(503));
        await IsDoneOnceAsync(app.Database, 0);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client => (await PackOnceAsync(app, client, 0)).Ok()));
        await IsDoneOnceAsync(app.Database, Clients);
    }

    [Test]
    public async Task A_delivery_under_way_and_the_worker_outlive_a_server_that_is_stopped_and_started()
    {
        await using var server = new OwnServer();
        await using var receiver = await FailingReceiver.StartAsync();
        await using var app = await CavraApp.StartAsync(
            $$"""
            connectors:
              webhook: { url: "http://127.0.0.1:{{receiver.Port}}/cavra", allow_networks: ["127.0.0.0/8"] }
            """,
            worker: true, database: await server.StartAsync());
        await app.Database.LeasesLastAsync();
        await app.Database.HoldsAsync(RunsDone(1));
        var told = new TaskCompletionSource();
        receiver.AnswersWhen(told.Task);
        var delivering = app.Admin.PostJsonAsync(FaultScene.Audit, new { delivery_provider = "webhook", retries = 0 });
        await receiver.NextAsync();

        await server.GoAwayAsync();
        told.SetResult();
        var wait = await app.Clock.WaitBegunAsync(wait => wait.TotalMilliseconds is 50);
        var away = await app.Admin.PostJsonAsync(FaultScene.Pack, new { }, "pack-1");
        var notReady = await app.Admin.GetJsonAsync("/health/ready");
        away.Problem(503, "database.away");
        Assert.That(away.Response.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
        Assert.That(notReady.Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(delivering.IsCompleted, Is.False);

        await server.ComeBackAsync();
        app.Clock.Advance(wait);
        var delivered = (await RecordedAsync(app.Clock, delivering)).Ok();
        await Eventually.HoldsAsync(
            "it is ready again", async () => (await app.Admin.GetJsonAsync("/health/ready")).Status is HttpStatusCode.OK);
        (await app.Admin.PostJsonAsync(FaultScene.Pack, new { }, "pack-1")).Ok();
        app.Clock.Advance(TimeSpan.FromMinutes(30));
        await Eventually.HoldsAsync("the next window is run", async () =>
        {
            // A loop that was about to rest rests a little longer.
            if (await app.Database.ScalarAsync<long>("select count(*) from worker_runs") < 2)
            {
                app.Clock.Advance(TimeSpan.FromSeconds(1));
            }

            return await app.Database.ScalarAsync<bool>(RunsDone(2));
        });

        Assert.That(delivered.Flag("success"), Is.True);
        Assert.That(receiver.Requests, Has.Count.EqualTo(1));
        Assert.That(await app.Database.ColumnAsync("select state from destinations"), Is.EqualTo(new[] { "delivered" }));
        Assert.That(await app.Database.ScalarAsync<long>("select count(*) from attempts"), Is.EqualTo(1));
    }

    [Test]
    public async Task Monitoring_has_its_figures_while_the_server_is_stopped_and_the_api_answers_503()
    {
        await using var server = new OwnServer();
        await using var app = await CavraApp.StartAsync(
            settings: new Dictionary<string, string?> { ["CAVRA_METRICS_URLS"] = "http://127.0.0.1:0" }, database: await server.StartAsync());
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        using var monitoring = TestClient.OfAWorker(new Uri(addresses.Last()));

        await server.GoAwayAsync();
        // A key that was seen lately is remembered for a while.
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.That(await monitoring.GetStringAsync("/metrics"), Does.Contain("cavra_windows_missed_total"));
        (await monitoring.GetJsonAsync("/health/live")).Ok();
        Assert.That((await monitoring.GetJsonAsync("/health/ready")).Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        (await app.Admin.GetJsonAsync("/metrics")).Problem(503, "database.away");
        await server.ComeBackAsync();
    }

    private static string RunsDone(int runs) => $"select count(*) = {runs} from worker_runs where state = 'succeeded'";

    // The waits between two tries to record an attempt.
    private static bool IsBetweenRecordings(TimeSpan wait) => wait.TotalMilliseconds is 50 or 100 or 200 or 400 or 800 or 1600 or 2000;

    /// <summary>Lets each wait between two tries to record pass as soon as it begins.</summary>
    private static async Task<Answer> RecordedAsync(WatchedClock clock, Task<Answer> delivering)
    {
        while (true)
        {
            var waiting = clock.WaitBegunAsync(IsBetweenRecordings);
            if (await Task.WhenAny(delivering, waiting) == delivering)
            {
                return await delivering;
            }

            clock.Advance(await waiting);
        }
    }

    /// <summary>Each command until it is done.</summary>
    private static async Task PackAsync(CavraApp app, int client, ChannelWriter<bool> done)
    {
        for (var command = 0; command < CommandsEach; command++)
        {
            await Eventually.HoldsAsync(
                "the command is done", async () => (await PackOnceAsync(app, client, command)).Response.IsSuccessStatusCode);
            await done.WriteAsync(true);
        }
    }

    /// <summary>Sends a command: it is done, or refused because the database was away.</summary>
    private static async Task<Answer> PackOnceAsync(CavraApp app, int client, int command)
    {
        var answer = await app.Admin.PostJsonAsync(FaultScene.Pack, new { }, $"pack-{client}-{command}");
        if (!answer.Response.IsSuccessStatusCode)
        {
            Assert.That(
                (int)answer.Status, Is.EqualTo(503), answer.Body?.ToJsonString() + string.Join('\n', app.Log.Lines.Where(line => line.StartsWith("Error", StringComparison.Ordinal))));
            answer.Problem(503, "database.away");
            Assert.That(answer.Response.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
        }

        return answer;
    }

    // A break for each command that gets done: on a machine of any speed there is progress between two of them.
    private static async Task BreakAfterEachAsync(TestDatabase database, ChannelReader<bool> done)
    {
        await foreach (var _ in done.ReadAllAsync())
        {
            await database.ExecuteAsync(TerminateAll);
        }
    }

    private static async Task IsDoneOnceAsync(TestDatabase database, int commands)
    {
        Assert.That(await database.ScalarAsync<long>("select count(*) from audit_packages"), Is.EqualTo(commands));
        Assert.That(
            await database.ScalarAsync<long>("select count(*) from idempotency_records where answer is not null"), Is.EqualTo(commands));
        Assert.That(
            (await database.EvidenceLinesAsync()).Count(line => line == "pack audit package: done"), Is.EqualTo(commands));
    }
}
