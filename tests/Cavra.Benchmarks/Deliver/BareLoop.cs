using System.Diagnostics;
using System.Text;
using Cavra.Benchmarks.Running;
using Cavra.Benchmarks.Serving;

namespace Cavra.Benchmarks.Deliver;

/// <summary>The least that could send and remember: so many at once, each a request and one inserted row.</summary>
internal static class BareLoop
{
    public static async Task<Round> RunAsync(Stage stage, Receiver receiver, int count, int atOnce)
    {
        await using var database = await stage.CreateAsync("bare_loop");
        await using (var create = database.CreateCommand("CREATE TABLE sent (id bigint PRIMARY KEY, status int, at timestamptz DEFAULT now())"))
        {
            await create.ExecuteNonQueryAsync();
        }

        receiver.Reset();
        using var client = new HttpClient { BaseAddress = new Uri(receiver.Address) };
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (number, _) =>
        {
            using var body = new StringContent("""{"audit_id":"benchmark"}""", Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync("/fast", body, CancellationToken.None);
            await using var insert = database.CreateCommand("INSERT INTO sent (id, status) VALUES ($1, $2)");
            insert.Parameters.AddWithValue((long)number);
            insert.Parameters.AddWithValue((int)answer.StatusCode);
            await insert.ExecuteNonQueryAsync(CancellationToken.None);
        });
        return receiver.RoundOf(new Contender("bare loop", () => Task.CompletedTask), Stopwatch.GetTimestamp());
    }
}
