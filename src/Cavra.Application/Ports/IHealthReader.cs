using Cavra.Domain.Approvals;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Connectors;
using Cavra.Domain.WorkerHealth;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Application.Ports;

/// <summary>
/// Reads what worker health is computed from: one round trip, one snapshot, at a cost that depends on what is open and not on
/// what ever happened.
/// </summary>
public interface IHealthReader
{
    Task<HealthFacts> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>The caller's workspace as stored at one moment, before anything was judged.</summary>
public sealed record HealthFacts
{
    /// <summary>That of a workspace for which nobody has made one: the default, since the workspace was opened.</summary>
    public required ScheduleFact Schedule { get; init; }

    public required long RunCount { get; init; }

    public required long RetryPlanCount { get; init; }

    public required IReadOnlyList<RunFact> LatestRuns { get; init; }

    public required RunFact? NewestRun { get; init; }

    public required RunFact? NewestFinishedRun { get; init; }

    public required IReadOnlyList<RunFact> RunningRuns { get; init; }

    public required PlanFact? NewestPlan { get; init; }

    /// <summary>Audit destinations that are failed or held, a lease that has run out counted as a failure.</summary>
    public required IReadOnlyList<DestinationSummary> OpenDestinations { get; init; }

    public required IReadOnlyList<ConnectorStatus> Connectors { get; init; }

    public required IReadOnlyList<OtherFailures> OtherFailures { get; init; }

    public required IReadOnlyList<UnsettledAlert> UnsettledAlerts { get; init; }

    public required PolicyFact Policy { get; init; }

    /// <summary>Approvals that have not ended.</summary>
    public required IReadOnlyList<ApprovalFact> OpenApprovals { get; init; }

    public required EvidenceStop? EvidenceStop { get; init; }

    /// <summary>When the oldest entry was written that the log has not taken in; null when none waits.</summary>
    public required DateTimeOffset? UnsignedSince { get; init; }
}

/// <summary>
/// Notifications and alerts that a connector has not taken: those that are tried again, and those given up since something
/// last got through it.
/// </summary>
/// <param name="Connector">The connector's name.</param>
/// <param name="Count">How many; at least 1.</param>
/// <param name="Since">When the oldest first failed.</param>
public sealed record OtherFailures(string Connector, int Count, DateTimeOffset Since);

/// <summary>An approval that has not ended, as stored.</summary>
/// <param name="DestinationId">The destination.</param>
/// <param name="Connector">Its connector.</param>
/// <param name="State">Requested or approved.</param>
/// <param name="Binding">What it is for.</param>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="ExpiresAt">The first instant at which it may no longer be used; null while nobody has approved.</param>
public sealed record ApprovalFact(
    DestinationId DestinationId, string Connector, ApprovalState State, ApprovalBinding Binding, DateTimeOffset RequestedAt,
    DateTimeOffset? ExpiresAt);
