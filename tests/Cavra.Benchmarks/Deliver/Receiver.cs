using System.Collections.Concurrent;
using System.Diagnostics;
using Cavra.Benchmarks.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cavra.Benchmarks.Deliver;

/// <summary>A receiver on loopback that takes everything at once, except on the path that is slow, and knows when it came.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    /// <summary>How long the slow path takes.</summary>
    public static readonly TimeSpan Slowness = TimeSpan.FromSeconds(1);

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<long> _arrivals = new();

    private Receiver(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    /// <summary>When each event came by the path that asks for it, by its id.</summary>
    public ConcurrentDictionary<string, DateTimeOffset> Named { get; } = new();

    /// <summary>How many have come by the fast path.</summary>
    public int Count => _arrivals.Count;

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var receiver = new Receiver(app);
        app.MapPost("/fast", (HttpContext http) =>
        {
            receiver._arrivals.Enqueue(Stopwatch.GetTimestamp());
            http.Response.StatusCode = 202;
        });
        app.MapPost("/named", (HttpContext http) =>
        {
            receiver.Named.TryAdd(http.Request.Headers["Idempotency-Key"].ToString(), TimeProvider.System.GetUtcNow());
            http.Response.StatusCode = 202;
        });
        app.MapPost("/slow", async (HttpContext http) =>
        {
            await Task.Delay(Slowness, http.RequestAborted);
            http.Response.StatusCode = 202;
        });
        await app.StartAsync();
        return receiver;
    }

    public void Reset()
    {
        _arrivals.Clear();
        Named.Clear();
    }

    /// <summary>A round from the first arrival until all was done; the latencies are the times of arrival in it.</summary>
    public Round RoundOf(Contender contender, long done)
    {
        var arrivals = _arrivals.ToArray();
        var first = arrivals.Min();
        return new Round(
            contender, 1, Stopwatch.GetElapsedTime(first, done),
            Latencies.Of(arrivals.Select(arrival => Stopwatch.GetElapsedTime(first, arrival).TotalMilliseconds)));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
