namespace Cavra.Infrastructure.Delivery;

/// <summary>
/// How much one connector may do at once and in a second, in this process. Waiting here is not part of a try's time.
/// </summary>
internal sealed class ConnectorLimits(int maxConcurrency, double? maxPerSecond, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(maxConcurrency, maxConcurrency);
    private readonly Lock _pacing = new();
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <summary>Waits for a free slot and the connector's pace; disposing of what it returns frees the slot.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        try
        {
            if (NextTurn() is { } wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, clock, cancellationToken);
            }

            return new Slot(_slots);
        }
        catch
        {
            _slots.Release();
            throw;
        }
    }

    public void Dispose() => _slots.Dispose();

    private TimeSpan? NextTurn()
    {
        if (maxPerSecond is not { } rate)
        {
            return null;
        }

        lock (_pacing)
        {
            var now = clock.GetUtcNow();
            var turn = _next > now ? _next : now;
            _next = turn + TimeSpan.FromSeconds(1 / rate);
            return turn - now;
        }
    }

    private sealed class Slot(SemaphoreSlim slots) : IDisposable
    {
        public void Dispose() => slots.Release();
    }
}
