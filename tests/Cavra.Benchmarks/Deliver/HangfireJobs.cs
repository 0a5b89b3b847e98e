using System.Diagnostics;
using System.Text;
using Cavra.Benchmarks.Running;
using Cavra.Benchmarks.Serving;
using Hangfire;
using Hangfire.PostgreSql;

namespace Cavra.Benchmarks.Deliver;

/// <summary>The same requests as jobs of Hangfire on PostgreSQL.</summary>
internal static class HangfireJobs
{
    private static HttpClient? _client;

    public static async Task<Round> RunAsync(Stage stage, Receiver receiver, int count, int atOnce)
    {
        await using var database = await stage.CreateAsync("hangfire");
        var storage = new PostgreSqlStorage(
            new Hangfire.PostgreSql.Factories.NpgsqlConnectionFactory(database.ConnectionString, new PostgreSqlStorageOptions()),
            new PostgreSqlStorageOptions { QueuePollInterval = TimeSpan.FromMilliseconds(100) });
        var jobs = new BackgroundJobClient(storage);
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => jobs.Enqueue(() => SendAsync()));

        receiver.Reset();
        using var client = _client = new HttpClient { BaseAddress = new Uri(receiver.Address) };
        using var server = new BackgroundJobServer(new BackgroundJobServerOptions { WorkerCount = atOnce }, storage);
        while (storage.GetMonitoringApi().SucceededListCount() < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }

        return receiver.RoundOf(new Contender("Hangfire", () => Task.CompletedTask), Stopwatch.GetTimestamp());
    }

    public static async Task SendAsync()
    {
        using var body = new StringContent("""{"audit_id":"benchmark"}""", Encoding.UTF8, "application/json");
        using var answer = await _client!.PostAsync("/fast", body);
        answer.EnsureSuccessStatusCode();
    }
}
