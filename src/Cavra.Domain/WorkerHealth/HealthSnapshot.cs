using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence.Log;
using Cavra.Domain.Policies;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Domain.WorkerHealth;

/// <summary>Everything that worker health is computed from, as stored at one moment.</summary>
public sealed record HealthSnapshot
{
    public required WorkspaceId WorkspaceId { get; init; }

    public required ScheduleFact Schedule { get; init; }

    /// <summary>The schedule's windows.</summary>
    public required IWindows Windows { get; init; }

    public long RunCount { get; init; }

    public long RetryPlanCount { get; init; }

    /// <summary>The newest runs, newest first, at most 10; those that skipped a disabled schedule included.</summary>
    public IReadOnlyList<RunFact> LatestRuns { get; init; } = [];

    /// <summary>The run with the newest window that was not skipped, whatever came of it; null when there was none.</summary>
    public RunFact? NewestRun { get; init; }

    /// <summary>The run that ended last, skipped ones aside; null when there was none.</summary>
    public RunFact? NewestFinishedRun { get; init; }

    /// <summary>Every run that is going on.</summary>
    public IReadOnlyList<RunFact> RunningRuns { get; init; } = [];

    /// <summary>The newest retry plan; null when there was none.</summary>
    public PlanFact? NewestPlan { get; init; }

    /// <summary>Every audit destination that is failed or held.</summary>
    public IReadOnlyList<OpenDestination> OpenDestinations { get; init; } = [];

    /// <summary>The workspace's policy.</summary>
    public WorkspacePolicy Policy { get; init; } = WorkspacePolicy.Default;

    /// <summary>Every approval of an open destination that has not ended.</summary>
    public IReadOnlyList<OpenApproval> OpenApprovals { get; init; } = [];

    /// <summary>Connectors with other troubles than open audit deliveries, one item a trouble.</summary>
    public IReadOnlyList<ConnectorTrouble> ConnectorTroubles { get; init; } = [];

    /// <summary>What is wrong with the connector file beside its connectors; null when nothing is.</summary>
    public FileTrouble? ConnectorFileTrouble { get; init; }

    /// <summary>Every delivered health alert that nobody has settled, those replaced by a later one aside.</summary>
    public IReadOnlyList<UnsettledAlert> UnsettledAlerts { get; init; } = [];

    /// <summary>That the evidence log stands still although entries await it; null while it does not.</summary>
    public EvidenceStop? EvidenceStop { get; init; }

    /// <summary>When the oldest entry was written that the log has not taken in; null when none waits.</summary>
    public DateTimeOffset? UnsignedSince { get; init; }
}

/// <summary>That the evidence log stands still.</summary>
/// <param name="Since">Since when entries await it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Index">The first entry that is concerned; null where that is not known.</param>
public sealed record EvidenceStop(DateTimeOffset Since, LogStop Reason, long? Index);

/// <summary>What health needs to know of a worker run.</summary>
public sealed record RunFact
{
    public required WorkerRunId Id { get; init; }

    public required RunState State { get; init; }

    public required RunMode Mode { get; init; }

    public required RunTrigger Trigger { get; init; }

    public required DateTimeOffset WindowStart { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null while it is running.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    public required int MaxRuntimeMinutes { get; init; }

    public bool Late { get; init; }

    public int SelectedRetryCount { get; init; }
}

/// <summary>What health needs to know of a retry plan.</summary>
/// <param name="RetryPlanId">The plan.</param>
/// <param name="GeneratedAt">When it was made; it covers what was open then.</param>
/// <param name="OmittedCount">How many of those it had no room for; the newest ones.</param>
public sealed record PlanFact(RetryPlanId RetryPlanId, DateTimeOffset GeneratedAt, int OmittedCount)
{
    /// <summary>The policy it was made with.</summary>
    public RetryPolicy Policy { get; init; } = RetryPolicy.Default;

    /// <summary>Whether it was made over what has been open since then; what it had no room for aside.</summary>
    public bool Covers(DateTimeOffset openSince) => openSince <= GeneratedAt;
}

/// <summary>One audit destination that is failed or held now, with what a retry plan would say of it now.</summary>
public sealed record OpenDestination
{
    public required DestinationId DestinationId { get; init; }

    public required AuditDeliveryId DeliveryId { get; init; }

    public required AuditPackageId AuditId { get; init; }

    public required string Connector { get; init; }

    public required string Provider { get; init; }

    /// <summary>False for a held destination.</summary>
    public required bool Failed { get; init; }

    /// <summary>Since when it has been open.</summary>
    public required DateTimeOffset OpenSince { get; init; }

    public required RetryAction Action { get; init; }

    public required RetryReason Reason { get; init; }

    /// <summary>The class of its last failure; null when it was never attempted.</summary>
    public FailureClass? FailureClass { get; init; }

    /// <summary>Whether its connector's circuit is open.</summary>
    public bool CircuitOpen { get; init; }
}

/// <summary>What is wrong with a connector beside the open audit deliveries to it.</summary>
/// <param name="Connector">The connector's name.</param>
/// <param name="FailedCount">How many notifications and health alerts are failed now.</param>
/// <param name="CircuitOpen">Whether its circuit is open.</param>
/// <param name="Since">The oldest of those failures or of those in a row, or when the circuit opened.</param>
public sealed record ConnectorTrouble(string Connector, int FailedCount, bool CircuitOpen, DateTimeOffset Since)
{
    /// <summary>Whether the connector file describes it wrongly, so that nothing can be sent through it.</summary>
    public bool IsUnusable { get; init; }

    /// <summary>The share of its failure limit that its failures in a row have reached; null below the first.</summary>
    public FailureShare? Share { get; init; }
}

/// <summary>That the connector file holds faults that are no single connector's.</summary>
/// <param name="Count">How many.</param>
/// <param name="Since">Since when the oldest of them is there.</param>
public sealed record FileTrouble(int Count, DateTimeOffset Since);

/// <summary>A delivered health alert that nobody has settled.</summary>
/// <param name="HealthId">The health it was about.</param>
/// <param name="Connector">Where it went.</param>
/// <param name="UnacknowledgedSince">When its clock started.</param>
/// <param name="AcknowledgementMinutes">How long an answer may take, the last instant included.</param>
public sealed record UnsettledAlert(
    HealthId HealthId, string Connector, DateTimeOffset UnacknowledgedSince, int AcknowledgementMinutes);
