using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;

namespace Cavra.Application.Pipeline;

/// <summary>
/// What is counted and traced, in one place. Labels are Cavra's own words only: names of request types, codes, states; never
/// anything a caller or a receiver sent. What is so at this moment is in <see cref="Operations.Gauges"/>.
/// </summary>
public static class Telemetry
{
    public const string Name = "Cavra";

    public static ActivitySource Source { get; } = new(Name);

    public static Meter Meter { get; } = new(Name);

    internal static Histogram<double> RequestDuration { get; } =
        Meter.CreateHistogram<double>("cavra.requests", "s", "Commands and queries by outcome");

    internal static Counter<long> EvidenceWritten { get; } =
        Meter.CreateCounter<long>("cavra.evidence.writes", description: "Evidence entries written, by outcome");

    private static Counter<long> Attempts { get; } =
        Meter.CreateCounter<long>("cavra.attempts", description: "Delivery attempts by outcome and failure class");

    private static Counter<long> WindowsMissed { get; } =
        Meter.CreateCounter<long>("cavra.windows.missed", description: "Windows of the worker's schedule that passed without a run");

    /// <summary>Counts an attempt that has ended.</summary>
    public static void Attempted(AttemptReport report) => Attempts.Add(
        1, new("outcome", WireName.Of(report.Outcome)), new("failure_class", report.FailureClass is { } failed ? WireName.Of(failed) : "none"));

    /// <summary>Counts windows that were found to have passed without a run.</summary>
    public static void MissedWindows(long count) => WindowsMissed.Add(count);

    /// <summary>Makes the counters visible before anything is counted, so that an alarm on them can be written and tested.</summary>
    public static void ShowZeros()
    {
        WindowsMissed.Add(0);
        EvidenceWritten.Add(0, new KeyValuePair<string, object?>("outcome", "done"));
        Attempts.Add(0, new("outcome", "accepted"), new("failure_class", "none"));
    }
}
