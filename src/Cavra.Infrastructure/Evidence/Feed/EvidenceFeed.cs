using System.Collections.Concurrent;
using Cavra.Application.Evidence.Feed;
using Cavra.Application.Workers;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence.Feed;
using Cavra.Infrastructure.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cavra.Infrastructure.Evidence.Feed;

/// <summary>
/// Tells listeners of committed entries: once a second, sooner when this process has written one, and only while somebody
/// listens. All are read for in one statement.
/// </summary>
public sealed partial class EvidenceFeed : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<FeedListener, bool> _listeners = new();

    private readonly FeedReader _reader;

    private readonly LoopSignals _bells;

    private readonly TimeProvider _clock;

    private readonly ILogger<EvidenceFeed> _logger;

    internal EvidenceFeed(FeedReader reader, LoopSignals signals, TimeProvider clock, ILogger<EvidenceFeed> logger) =>
        (_reader, _bells, _clock, _logger) = (reader, signals, clock, logger);

    /// <summary>Tells a listener of every entry after a position; of what comes next where there is none.</summary>
    public FeedListener Listen(WorkspaceId workspace, FeedPosition? after)
    {
        var listener = new FeedListener(this, workspace, after);
        _listeners[listener] = true;
        Call();
        return listener;
    }

    internal void Leave(FeedListener listener) => _listeners.TryRemove(listener, out _);

    internal void Call() => _bells.Ring(LoopSignals.EvidenceFeed);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var called = _bells.Rung(LoopSignals.EvidenceFeed);
            if (_listeners.IsEmpty)
            {
                await called.WaitAsync(stoppingToken);
                continue;
            }

            await TurnAsync(stoppingToken);
            using var rested = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(Task.Delay(Every, _clock, rested.Token), called);
            await rested.CancelAsync();
        }
    }

    private async Task TurnAsync(CancellationToken stoppingToken)
    {
        var ready = _listeners.Keys.Where(listener => listener.IsReady()).ToList();
        if (ready.Count == 0)
        {
            return;
        }

        try
        {
            Tell(ready, await _reader.ReadAsync(
                [.. ready.Select(listener => listener.Workspace).Distinct()],
                [.. ready.Where(listener => listener.Position is not null).Select(listener => (listener.Workspace, listener.Position!.Size)).Distinct()],
                stoppingToken));
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            // Whoever has begun keeps its position, and is told from there on when the database is back.
            Failed(_logger, failure.GetType().Name, DatabaseAway.Is(failure));
            ready.ForEach(listener => listener.Fail(failure));
        }
    }

    // Listeners at one position are told the same bytes.
    private static void Tell(List<FeedListener> ready, FeedReadings readings)
    {
        foreach (var same in ready.GroupBy(listener => (listener.Workspace, listener.Position?.Text)))
        {
            var (workspace, position) = (same.Key.Workspace, same.First().Position);
            var step = position?.Step(readings.From(workspace, position.Size)) ?? new FeedStep(readings.EndOf(workspace), []);
            var piece = position is null ? EventText.Of(step.Position) : EventText.Of(step);
            foreach (var listener in same)
            {
                listener.Tell(step.Position, piece, step.HasMore);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Entries could not be read for the event streams: {Failure} (database away: {Away})")]
    private static partial void Failed(ILogger logger, string failure, bool away);
}
