using System.Diagnostics.Metrics;
using Cavra.Application.Pipeline;
using Cavra.Application.Workers;

namespace Cavra.Application.Operations;

/// <summary>What is so at this moment, for whoever measures. A scrape reads what a loop reported last, and asks no database.</summary>
public sealed class Gauges
{
    private readonly LoopBoard _loops;
    private readonly TimeProvider _clock;
    private IReadOnlyList<OpenDestinations> _open = [];

    public Gauges(IMeterFactory meters, LoopBoard loops, TimeProvider clock)
    {
        (_loops, _clock) = (loops, clock);
        var meter = meters.Create(Telemetry.Name);
        meter.CreateObservableGauge("cavra.destinations.open", Counts, description: "Destinations that are open now, by state");
        meter.CreateObservableGauge("cavra.destinations.oldest_age", Ages, "s", "Age of the oldest open destination, by state");
        meter.CreateObservableGauge("cavra.loops.last_turn_age", Turns, "s", "Time since a background loop's last successful turn");
    }

    /// <summary>Replaces what is known of open destinations.</summary>
    public void Report(IReadOnlyList<OpenDestinations> open) => Volatile.Write(ref _open, open);

    private IEnumerable<Measurement<long>> Counts() =>
        Volatile.Read(ref _open).Select(open => new Measurement<long>(open.Count, Label("state", open.State)));

    private IEnumerable<Measurement<double>> Ages() =>
        Volatile.Read(ref _open).Select(open => new Measurement<double>(
            open.OldestSince is { } since ? (_clock.GetUtcNow() - since).TotalSeconds : 0, Label("state", open.State)));

    private IEnumerable<Measurement<double>> Turns() =>
        _loops.Read().Select(loop => new Measurement<double>(
            (_clock.GetUtcNow() - (loop.LastTurnAt ?? loop.StartedAt)).TotalSeconds, Label("loop", loop.Name)));

    private static KeyValuePair<string, object?> Label(string name, string value) => new(name, value);
}

/// <summary>The destinations that are open in one state, all workspaces together.</summary>
/// <param name="State"><c>failed</c> or <c>held</c>.</param>
/// <param name="Count">How many.</param>
/// <param name="OldestSince">Since when the oldest is open; null when there is none.</param>
public sealed record OpenDestinations(string State, long Count, DateTimeOffset? OldestSince);
