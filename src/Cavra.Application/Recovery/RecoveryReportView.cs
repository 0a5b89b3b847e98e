using Cavra.Application.Evidence;
using Cavra.Application.WorkerRuns;
using Cavra.Domain.Evidence;
using Cavra.Domain.Recovery;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Application.Recovery;

/// <summary>The recovery report; reading it leaves no evidence.</summary>
/// <param name="Report">The report.</param>
/// <param name="Metadata">Always null: a report is no record.</param>
public sealed record RecoveryReportAnswer(RecoveryReportView Report, MetadataItem? Metadata);

/// <summary>How live retries went and how connectors recover.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="GeneratedAt">The moment of looking.</param>
/// <param name="Since">The beginning of the first of 14 days in UTC: executions and trends are of these days.</param>
/// <param name="RecoverySloMinutes">How long a recovery may be open.</param>
/// <param name="ExecutionCount">Live retries that were sent and have ended.</param>
/// <param name="ExecutionSuccessCount">Those of them that the receiver took.</param>
/// <param name="ExecutionFailedCount">Those of them that failed, or whose outcome nobody knows.</param>
/// <param name="ExecutionSkippedCount">Live retries that were not sent; not among the others.</param>
/// <param name="ExecutionSuccessRate">0 to 1; null while nothing was sent.</param>
/// <param name="RecoveryOpenCount">Recoveries that are open.</param>
/// <param name="RecoveryClosedCount">Recoveries that are resolved or mitigated, counted up to 10,000.</param>
/// <param name="RecoverySloBreachedCount">Open ones that are open for longer than the objective.</param>
/// <param name="ProviderSummary">The same, connector by connector.</param>
/// <param name="RecoveryRows">Every open recovery, oldest first, then the 100 closed last.</param>
/// <param name="ClosureTrends">What was said of recoveries, day by day, oldest first.</param>
/// <param name="LatestExecutions">The 20 execution records that ended last.</param>
public sealed record RecoveryReportView(
    string SchemaVersion, string Product, DateTimeOffset GeneratedAt, DateTimeOffset Since, int RecoverySloMinutes,
    int ExecutionCount, int ExecutionSuccessCount, int ExecutionFailedCount, int ExecutionSkippedCount, double? ExecutionSuccessRate,
    int RecoveryOpenCount, int RecoveryClosedCount, int RecoverySloBreachedCount, IReadOnlyList<RecoveryProviderSummary> ProviderSummary,
    IReadOnlyList<RecoveryRow> RecoveryRows, IReadOnlyList<ClosureTrend> ClosureTrends, IReadOnlyList<ExecutionView> LatestExecutions)
{
    internal static RecoveryReportView Of(
        int objectiveMinutes, IReadOnlyList<ConnectorRecovery> recoveries, IReadOnlyList<ConnectorCount> closed,
        IReadOnlyList<ExecutionCount> executions, IReadOnlyList<ClosureTrend> trends, IReadOnlyList<ExecutionView> latest, DateTimeOffset now)
    {
        List<RecoveryRow> rows = [.. recoveries.Select(recovery => RecoveryRow.Of(recovery, objectiveMinutes, now))];
        var open = rows.Where(row => row.ClosedAt is null).ToList();
        var connectors = open.Select(row => (row.Connector, row.Provider))
            .Concat(closed.Select(count => (count.Connector, count.Provider)))
            .Concat(executions.Select(count => (count.Connector, count.Provider)))
            .DistinctBy(pair => pair.Connector).OrderBy(pair => pair.Connector, StringComparer.Ordinal);
        var (success, failed) = (Succeeded(executions), Failed(executions));
        return new RecoveryReportView(
            WireNames.RecoveryReportSchema, WireNames.Product, now, ClosureTrend.Since(now), objectiveMinutes,
            success + failed, success, failed, executions.Where(count => count.State is RetryProgress.Skipped).Sum(count => count.Count),
            success + failed == 0 ? null : Math.Round((double)success / (success + failed), 4),
            open.Count, closed.Sum(count => count.Count), open.Count(row => row.Breached),
            [
                .. connectors.Select(pair => new RecoveryProviderSummary(
                    pair.Connector, pair.Provider, open.Count(row => row.Connector == pair.Connector),
                    closed.Where(count => count.Connector == pair.Connector).Sum(count => count.Count),
                    open.Count(row => row.Connector == pair.Connector && row.Breached),
                    Succeeded(executions, pair.Connector), Failed(executions, pair.Connector))),
            ],
            rows, trends, latest);
    }

    private static int Succeeded(IEnumerable<ExecutionCount> executions, string? connector = null) => executions
        .Where(count => count.State is RetryProgress.Delivered && (connector is null || count.Connector == connector))
        .Sum(count => count.Count);

    private static int Failed(IEnumerable<ExecutionCount> executions, string? connector = null) => executions
        .Where(count => count.State is RetryProgress.Failed or RetryProgress.Interrupted && (connector is null || count.Connector == connector))
        .Sum(count => count.Count);
}

/// <summary>How one connector recovers, and how live retries through it went.</summary>
/// <param name="Connector">Name of the connector as configured.</param>
/// <param name="Provider">Its vendor.</param>
/// <param name="RecoveryOpenCount">Recoveries that are open: one at most.</param>
/// <param name="RecoveryClosedCount">Recoveries that are resolved or mitigated.</param>
/// <param name="RecoverySloBreachedCount">Open ones that are open for longer than the objective.</param>
/// <param name="ExecutionSuccessCount">Live retries that the receiver took.</param>
/// <param name="ExecutionFailedCount">Live retries that failed, or whose outcome nobody knows.</param>
public sealed record RecoveryProviderSummary(
    string Connector, string Provider, int RecoveryOpenCount, int RecoveryClosedCount, int RecoverySloBreachedCount,
    int ExecutionSuccessCount, int ExecutionFailedCount);
