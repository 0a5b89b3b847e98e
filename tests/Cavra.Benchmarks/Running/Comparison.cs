namespace Cavra.Benchmarks.Running;

/// <summary>One row of the result: what was measured, against what, and how they may differ.</summary>
internal sealed record Comparison(string What, double Measured, double Against)
{
    /// <summary>The goal: the least ratio that will do; null when there is none.</summary>
    public double? AtLeast { get; init; }

    /// <summary>The goal: the greatest ratio that will do; null when there is none.</summary>
    public double? AtMost { get; init; }

    public double Ratio => Measured / Against;

    public bool IsMet => !(Ratio < AtLeast) && !(Ratio > AtMost);

    public string Goal => AtLeast is { } least ? $"≥ {least} ×" : AtMost is { } most ? $"≤ {most} ×" : "";
}
