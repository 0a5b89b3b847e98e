namespace Cavra.Cli.Reports;

/// <summary>What a pipeline shows as results of tests.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Cases">What was found. Never empty: pipelines take an empty report for a mistake.</param>
internal sealed record JUnitSuite(string Name, IReadOnlyList<JUnitCase> Cases);

/// <summary>One thing that is well or is not.</summary>
/// <param name="ClassName">What it belongs to; pipelines group by the dots in it.</param>
/// <param name="Name">What it is called.</param>
internal sealed record JUnitCase(string ClassName, string Name)
{
    /// <summary>Why it is not well; null where it is.</summary>
    public JUnitFailure? Failure { get; init; }
}

/// <summary>Why something is not well.</summary>
/// <param name="Type">Stable word for the reason.</param>
/// <param name="Message">The reason, in a sentence.</param>
/// <param name="Details">More of it: a link, or lines.</param>
internal sealed record JUnitFailure(string Type, string Message, string Details);
