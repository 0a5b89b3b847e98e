using System.Net;
using Cavra.Api.Tests.Support;
using Npgsql;

namespace Cavra.Api.Tests.Faults;

/// <summary>The database goes away and comes back, under commands and under a delivery.</summary>
internal sealed class DatabaseAwayTests
{
    private const int Clients = 4;

    private const int CommandsEach = 10;

    private const string TerminateAll =
        "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";

    [Test]
    public async Task Under_connections_that_break_all_the_time_each_command_is_done_once_or_answered_503()
    {
        await using var app = await CavraApp.StartAsync();
        using var done = new CancellationTokenSource();

        var breaking = BreakAsync(app.Database, done.Token);
        var refused = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => PackAsync(app.Admin, client)));
        await done.CancelAsync();
        await breaking;

        Assert.That(refused.Sum(), Is.Positive, "No connection was broken while it was in use.");
        Assert.That(
            await app.Database.ScalarAsync<long>("select count(*) from audit_packages"), Is.EqualTo(Clients * CommandsEach));
        Assert.That(
            await app.Database.ScalarAsync<long>("select count(*) from idempotency_records where answer is not null"),
            Is.EqualTo(Clients * CommandsEach));
        Assert.That(
            (await app.Database.EvidenceLinesAsync()).Count(line => line == "pack audit package: done"),
            Is.EqualTo(Clients * CommandsEach));
    }

    [Test]
    public async Task A_delivery_under_way_and_the_worker_outlive_a_server_that_is_stopped_and_started()
    {
        await using var server = new OwnServer();
        await using var scene = await FaultScene.SetAsync(await server.StartAsync());
        var process = await scene.ServeAsync();
        var admin = scene.AdminOf(process);
        var answer = new TaskCompletionSource();
        scene.Webhook.AnswersWhen(answer.Task);
        var delivering = admin.PostJsonAsync(FaultScene.Audit, new { delivery_provider = "webhook", retries = 0 });
        await scene.Webhook.NextAsync();

        await server.GoAwayAsync();
        answer.SetResult();
        var away = await admin.PostJsonAsync(FaultScene.Pack, new { }, "pack-1");
        var notReady = await admin.GetJsonAsync("/health/ready");
        away.Problem(503, "database.away");
        Assert.That(away.Response.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
        Assert.That(notReady.Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(delivering.IsCompleted, Is.False);

        await server.ComeBackAsync();
        var delivered = (await delivering).Ok();
        await Eventually.HoldsAsync("it is ready again", async () => (await admin.GetJsonAsync("/health/ready")).Status is HttpStatusCode.OK);
        (await admin.PostJsonAsync(FaultScene.Pack, new { }, "pack-1")).Ok();
        await scene.GivenADueWindowAsync(admin);
        await scene.Database.HoldsAsync("select count(*) = 1 from worker_runs where state = 'succeeded'");

        Assert.That(delivered.Flag("success"), Is.True);
        Assert.That(scene.Webhook.Requests, Has.Count.EqualTo(1));
        Assert.That(await scene.Database.ColumnAsync("select state from destinations"), Is.EqualTo(new[] { "delivered" }));
        Assert.That(await scene.Database.ScalarAsync<long>("select count(*) from attempts"), Is.EqualTo(1));
    }

    /// <summary>Each command until it is done; answers how often it was not.</summary>
    private static async Task<int> PackAsync(HttpClient admin, int client)
    {
        var refused = 0;
        for (var command = 0; command < CommandsEach; command++)
        {
            await Eventually.HoldsAsync("the command is done", async () =>
            {
                var answer = await admin.PostJsonAsync(FaultScene.Pack, new { }, $"pack-{client}-{command}");
                if (answer.Response.IsSuccessStatusCode)
                {
                    return true;
                }

                refused++;
                answer.Problem(503, "database.away");
                Assert.That(answer.Response.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
                return false;
            });
        }

        return refused;
    }

    private static async Task BreakAsync(TestDatabase database, CancellationToken done)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(CancellationToken.None);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        while (!done.IsCancellationRequested)
        {
            await using var command = new NpgsqlCommand(TerminateAll, connection);
            await command.ExecuteScalarAsync(CancellationToken.None);
            await pause.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
