using System.Diagnostics.Metrics;
using Cavra.Application.Pipeline;
using Cavra.Application.Workers;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;

namespace Cavra.Application.Operations;

/// <summary>
/// What is counted and measured, in one place and for one host: two hosts in a process have figures of their own. Labels are
/// Cavra's own words only: names of request types, codes, states; never anything a caller or a receiver sent.
/// </summary>
public sealed class CavraMetrics
{
    // The library's own bounds are meant for milliseconds.
    private static readonly double[] Seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly Histogram<double> _requests;
    private readonly Counter<long> _evidence;
    private readonly Counter<long> _attempts;
    private readonly Counter<long> _missedWindows;
    private readonly LoopStatuses _loops;
    private readonly TimeProvider _clock;
    private IReadOnlyList<OpenDestinations> _open = [];
    private IReadOnlyList<EvidenceQueue> _queues = [];

    public CavraMetrics(IMeterFactory meters, LoopStatuses loops, TimeProvider clock)
    {
        (_loops, _clock) = (loops, clock);
        var meter = meters.Create(Telemetry.Name);
        _requests = meter.CreateHistogram(
            "cavra.requests", "s", "Commands and queries by outcome", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
        _evidence = meter.CreateCounter<long>("cavra.evidence.writes", description: "Evidence entries written, by outcome");
        _attempts = meter.CreateCounter<long>("cavra.attempts", description: "Delivery attempts by outcome and failure class");
        _missedWindows = meter.CreateCounter<long>(
            "cavra.windows.missed", description: "Windows of the worker's schedule that passed without a run");
        meter.CreateObservableGauge("cavra.destinations.open", Counts, description: "Destinations that are open now, by state");
        meter.CreateObservableGauge("cavra.destinations.oldest_age", Ages, "s", "Age of the oldest open destination, by state");
        meter.CreateObservableGauge(
            "cavra.evidence.unsigned_age", Unsigned, "s", "Age of the oldest evidence entry that the signed log does not hold yet");
        meter.CreateObservableGauge("cavra.loops.last_turn_age", Turns, "s", "Time since a background loop's last successful turn");
    }

    /// <summary>Counts a command or query that has ended.</summary>
    /// <param name="request">The name of its type.</param>
    /// <param name="outcome"><c>done</c>, <c>faulted</c> or the refusal's code.</param>
    /// <param name="took">How long it took.</param>
    public void RequestEnded(string request, string outcome, TimeSpan took) =>
        _requests.Record(took.TotalSeconds, Label("request", request), Label("outcome", outcome));

    /// <summary>Counts entries that were written.</summary>
    /// <param name="entries">How many.</param>
    /// <param name="outcome"><c>done</c> or <c>refused</c>.</param>
    public void EvidenceWritten(int entries, string outcome) => _evidence.Add(entries, Label("outcome", outcome));

    /// <summary>Counts an attempt that has ended.</summary>
    public void Attempted(AttemptReport report) => _attempts.Add(
        1, Label("outcome", WireName.Of(report.Outcome)),
        Label("failure_class", report.FailureClass is { } failed ? WireName.Of(failed) : "none"));

    /// <summary>Counts windows that were found to have passed without a run.</summary>
    public void MissedWindows(long count) => _missedWindows.Add(count);

    /// <summary>Makes the counters visible before anything is counted, so that an alarm on them can be written and tested.</summary>
    public void ShowZeros()
    {
        MissedWindows(0);
        EvidenceWritten(0, "done");
        _attempts.Add(0, Label("outcome", "accepted"), Label("failure_class", "none"));
    }

    /// <summary>Replaces what is known of open destinations. A scrape reads what was reported last, and asks no database.</summary>
    public void Report(IReadOnlyList<OpenDestinations> open) => Volatile.Write(ref _open, open);

    /// <summary>Replaces what is known of entries that await the evidence log.</summary>
    public void Report(EvidenceQueue queue) => Volatile.Write(ref _queues, [queue]);

    private IEnumerable<Measurement<long>> Counts() =>
        Volatile.Read(ref _open).Select(open => new Measurement<long>(open.Count, Label("state", open.State)));

    private IEnumerable<Measurement<double>> Ages() =>
        Volatile.Read(ref _open).Select(open => new Measurement<double>(
            open.OldestSince is { } since ? (_clock.GetUtcNow() - since).TotalSeconds : 0, Label("state", open.State)));

    private IEnumerable<Measurement<double>> Unsigned() => Volatile.Read(ref _queues).Select(queue => new Measurement<double>(
        queue.OldestSince is { } since ? (_clock.GetUtcNow() - since).TotalSeconds : 0));

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

/// <summary>The evidence entries that the signed log does not hold yet, all workspaces together.</summary>
/// <param name="OldestSince">When the oldest was written; null when there is none.</param>
public sealed record EvidenceQueue(DateTimeOffset? OldestSince);
