using Cavra.Domain.Access;

namespace Cavra.Domain.WorkerRuns;

/// <summary>Everything a worker run is started with.</summary>
public sealed record RunOrder
{
    public required WorkspaceId WorkspaceId { get; init; }

    public required RunTrigger Trigger { get; init; }

    public required RunMode Mode { get; init; }

    /// <summary>The window it runs for: of a manual run, the one it falls in.</summary>
    public required Window Window { get; init; }

    /// <summary>The schedule it runs by, with what the request changed in it for this run.</summary>
    public required WorkerTerms Terms { get; init; }

    /// <summary>What history calls the cadence; the terms' own words when the request gives none.</summary>
    public string? Cadence { get; init; }

    public required string WorkerName { get; init; }

    /// <summary>Who started it, as the credential has it; the worker for a scheduled run.</summary>
    public required Actor StartedBy { get; init; }

    /// <summary>Redacted name from the request's body; null when it gave none.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>The connectors asked for, as <c>ConnectorChoice.Kept</c> gives them.</summary>
    public string Provider { get; init; } = "all";

    public int MaxRetryDeliveries { get; init; } = Selection.MaxDefault;

    /// <summary>Whole windows that passed without a run before this one.</summary>
    public long MissedWindows { get; init; }
}
