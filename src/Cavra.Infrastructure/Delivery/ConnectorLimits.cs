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
    /// <returns>Null when the turn did not come, or would not come, in time.</returns>
    public async Task<IDisposable?> EnterAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var since = clock.GetTimestamp();
        if (!await HasSlotAsync(patience, cancellationToken))
        {
            return null;
        }

        try
        {
            if (Turn(within: patience - clock.GetElapsedTime(since)) is not { } wait)
            {
                _slots.Release();
                return null;
            }

            if (wait > TimeSpan.Zero)
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

    /// <summary>How many more could go on within this time if nothing that is under way came to an end.</summary>
    public int TurnsWithin(TimeSpan time)
    {
        var free = _slots.CurrentCount;
        if (maxPerSecond is not { } rate)
        {
            return free;
        }

        lock (_pacing)
        {
            // The first of them may go on at its turn, each other one a pace later.
            var now = clock.GetUtcNow();
            var first = _next > now ? _next - now : TimeSpan.Zero;
            return first > time ? 0 : (int)Math.Min(free, 1 + Math.Floor((time - first).TotalSeconds * rate));
        }
    }

    public void Dispose() => _slots.Dispose();

    private async Task<bool> HasSlotAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        if (_slots.Wait(TimeSpan.Zero, cancellationToken))
        {
            return true;
        }

        using var over = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            await _slots.WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    // A turn that would come too late is left to others.
    private TimeSpan? Turn(TimeSpan within)
    {
        if (maxPerSecond is not { } rate)
        {
            return TimeSpan.Zero;
        }

        lock (_pacing)
        {
            var now = clock.GetUtcNow();
            var turn = _next > now ? _next : now;
            if (turn - now > within)
            {
                return null;
            }

            _next = turn + TimeSpan.FromSeconds(1 / rate);
            return turn - now;
        }
    }

    private sealed class Slot(SemaphoreSlim slots) : IDisposable
    {
        public void Dispose() => slots.Release();
    }
}
