using System.Diagnostics;

namespace Cavra.Application.Pipeline;

/// <summary>What is traced. Spans hold Cavra's own words only; what is counted is in <see cref="Operations.CavraMetrics"/>.</summary>
public static class Telemetry
{
    public const string Name = "Cavra";

    public static ActivitySource Source { get; } = new(Name);
}
