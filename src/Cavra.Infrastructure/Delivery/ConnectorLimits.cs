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
    /// <returns>Null when the turn did not come in time.</returns>
    public async Task<IDisposable?> EnterAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            await _slots.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        try
        {
            if (NextTurn() is { } wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, clock, either.Token);
            }

            return new Slot(_slots);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _slots.Release();
            return null;
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
