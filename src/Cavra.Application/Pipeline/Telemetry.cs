using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Cavra.Application.Pipeline;

/// <summary>The meters and traces of the pipeline. Labels are Cavra's own words only.</summary>
public static class Telemetry
{
    public const string Name = "Cavra";

    public static ActivitySource Source { get; } = new(Name);

    public static Meter Meter { get; } = new(Name);

    internal static Histogram<double> RequestDuration { get; } =
        Meter.CreateHistogram<double>("cavra.requests", "s", "Commands and queries by outcome");

    internal static Counter<long> EvidenceWritten { get; } =
        Meter.CreateCounter<long>("cavra.evidence.writes", description: "Evidence entries written, by outcome");
}
