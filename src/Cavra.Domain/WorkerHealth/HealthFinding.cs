using Cavra.Domain.Abstractions;

namespace Cavra.Domain.WorkerHealth;

/// <summary>One thing that is wrong now, and what to do next about it.</summary>
public sealed record HealthFinding
{
    public required HealthCategory Category { get; init; }

    public required AlertLevel Severity { get; init; }

    /// <summary>How many things it is about; at least 1.</summary>
    public required long Count { get; init; }

    /// <summary>Since when it has been so.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>One public-safe sentence.</summary>
    public required string Message { get; init; }

    /// <summary>The connectors it names, each once, in ordinal order; empty when it names none.</summary>
    public IReadOnlyList<string> Connectors { get; init; } = [];

    public required HealthRecommendation Recommendation { get; init; }
}

/// <summary>What to do next about a finding.</summary>
/// <param name="Category">The finding's category.</param>
/// <param name="Text">One sentence that says what to do.</param>
/// <param name="Operation">Name of the operation that does it.</param>
/// <param name="Href">Path of that operation.</param>
/// <param name="Connector">The connector that it is about; null where it is about none, or about several.</param>
public sealed record HealthRecommendation(HealthCategory Category, string Text, string Operation, string Href, string? Connector = null);

/// <summary>A finding as the health document and alerts tell it.</summary>
/// <param name="Severity">warning or critical, as the category has it.</param>
/// <param name="Category">Which trouble it is; there is one finding a category.</param>
/// <param name="Message">One fixed sentence with the number in it.</param>
/// <param name="Count">How many there are now.</param>
/// <param name="Since">Since when it is so.</param>
public sealed record HealthAlertLine(
    AlertLevel Severity, HealthCategory Category, string Message, long Count, DateTimeOffset Since);
