using System.Collections.Concurrent;
using Cavra.Processes.Tests.Starts;
using Cavra.Testing;

namespace Cavra.Processes.Tests.Upgrades;

/// <summary>The processes that take commands, as a gateway knows them: one that is to be stopped gets no more, and ends what it has.</summary>
internal sealed class Replicas(string key) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<Replica> _serving = [];
    private readonly ConcurrentBag<Replica> _all = [];
    private int _next;

    public void Add(CavraProcess process)
    {
        var replica = new Replica(process, TestClient.OfAWorker(process.Address, key));
        _all.Add(replica);
        lock (_lock)
        {
            _serving.Add(replica);
        }
    }

    /// <summary>Sends a command to the next replica in turn.</summary>
    public async Task<Answer> SendAsync(Func<HttpClient, Task<Answer>> command)
    {
        var replica = Take();
        try
        {
            return await command(replica.Client);
        }
        finally
        {
            replica.Leave();
        }
    }

    /// <summary>Takes the oldest out, waits for what it has, and stops it; answers how it ended.</summary>
    public async Task<int> RetireOldestAsync()
    {
        Replica oldest;
        lock (_lock)
        {
            oldest = _serving[0];
            _serving.RemoveAt(0);
        }

        await Eventually.HoldsAsync("the replica has no command any more", () => oldest.IsIdle);
        return await oldest.Process.TerminateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _all)
        {
            replica.Client.Dispose();
            await replica.Process.DisposeAsync();
        }
    }

    private Replica Take()
    {
        lock (_lock)
        {
            var replica = _serving[_next++ % _serving.Count];
            replica.Enter();
            return replica;
        }
    }

    private sealed class Replica(CavraProcess process, HttpClient client)
    {
        private int _underWay;

        public CavraProcess Process { get; } = process;

        public HttpClient Client { get; } = client;

        public bool IsIdle => Volatile.Read(ref _underWay) == 0;

        public void Enter() => Interlocked.Increment(ref _underWay);

        public void Leave() => Interlocked.Decrement(ref _underWay);
    }
}
