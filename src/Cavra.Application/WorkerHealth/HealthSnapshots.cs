using Cavra.Application.Ports;
using Cavra.Domain.Access;
using Cavra.Domain.Approvals;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Connectors;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerHealth;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Application.WorkerHealth;

/// <summary>Puts together what was read and what the retry rules say of it: the same rules that plans and runs go by.</summary>
internal static class HealthSnapshots
{
    public static HealthSnapshot Of(
        WorkspaceId workspace, HealthFacts facts, IConnectorCatalog catalog, IWindows windows, HealthTerms terms, DateTimeOffset now)
    {
        var standings = facts.Connectors.ToDictionary(connector => connector.Name);
        var planned = terms.PolicyOf(facts.NewestPlan, facts.Policy, facts.Schedule.Terms, windows, now);
        return new HealthSnapshot
        {
            WorkspaceId = workspace,
            Schedule = facts.Schedule,
            Windows = windows,
            RunCount = facts.RunCount,
            RetryPlanCount = facts.RetryPlanCount,
            LatestRuns = facts.LatestRuns,
            NewestRun = facts.NewestRun,
            NewestFinishedRun = facts.NewestFinishedRun,
            RunningRuns = facts.RunningRuns,
            NewestPlan = facts.NewestPlan,
            OpenDestinations =
            [
                .. facts.OpenDestinations.Select(destination => Judge(
                    destination, catalog, standings.GetValueOrDefault(destination.Connector),
                    facts.NewestPlan?.Covers(destination.OpenSince) is true ? planned : facts.Policy.Policy.RetryPolicy, now)),
            ],
            Policy = facts.Policy.Policy,
            OpenApprovals = [.. Approvals(facts, catalog, now)],
            ConnectorTroubles = [.. Troubles(facts, catalog, now)],
            ConnectorFileTrouble = FileTrouble(catalog, now),
            UnsettledAlerts = facts.UnsettledAlerts,
            EvidenceStop = facts.EvidenceStop,
            UnsignedSince = facts.UnsignedSince,
        };
    }

    // That the retry is no longer accepted, or its package is gone, shows when the approval is looked at.
    private static IEnumerable<OpenApproval> Approvals(HealthFacts facts, IConnectorCatalog catalog, DateTimeOffset now)
    {
        var (open, digest) = (facts.OpenDestinations.ToDictionary(destination => destination.Id), facts.Policy.Policy.Digest);
        foreach (var approval in facts.OpenApprovals.Where(approval => open.ContainsKey(approval.DestinationId)))
        {
            var current = approval.Binding with
            {
                EndpointFingerprint = catalog.Find(approval.Connector)?.Fingerprint,
                FailedAttempts = open[approval.DestinationId].FailedAttempts,
                PolicyDigest = digest,
            };
            yield return new OpenApproval(
                approval.Connector, approval.RequestedAt, approval.State is ApprovalState.Requested,
                approval.ExpiresAt <= now || approval.Binding.ChangesTo(current).Count > 0);
        }
    }

    // Only audit deliveries are open here, and each of them has both ids.
    private static OpenDestination Judge(
        DestinationSummary destination, IConnectorCatalog catalog, ConnectorStatus? connector, RetryPolicy policy, DateTimeOffset now)
    {
        var condition = ConnectorCondition.OfStanding(catalog.Find(destination.Connector), connector, now);
        var verdict = RetryVerdict.On(destination, condition, policy, now);
        return new OpenDestination
        {
            DestinationId = destination.Id,
            DeliveryId = destination.DeliveryId!.Value,
            AuditId = destination.AuditId!.Value,
            Connector = destination.Connector,
            Provider = destination.Provider,
            Failed = destination.State is DestinationState.Failed,
            OpenSince = destination.OpenSince,
            Action = verdict.Action,
            Reason = verdict.Reason,
            FailureClass = destination.LastFailureClass,
            CircuitOpen = connector is { Breaker.IsClosed: false },
        };
    }

    // The circuit of a connector that is configured no longer is nobody's trouble, nor are its failures in a row.
    private static IEnumerable<ConnectorTrouble> Troubles(HealthFacts facts, IConnectorCatalog catalog, DateTimeOffset now) =>
        facts.OtherFailures
            .Select(failures => new ConnectorTrouble(failures.Connector, failures.Count, CircuitOpen: false, failures.Since))
            .Concat(facts.Connectors
                .Where(connector => !connector.Breaker.IsClosed && catalog.Find(connector.Name) is not null)
                .Select(connector => new ConnectorTrouble(
                    connector.Name, FailedCount: 0, CircuitOpen: true, connector.Breaker.OpenedAt!.Value)))
            .Concat(facts.Connectors.Select(connector => FailingInARow(connector, catalog, now)).OfType<ConnectorTrouble>())
            .Concat(catalog.All
                .Where(connector => connector is { Enabled: true, Problem: not null })
                .Select(connector => new ConnectorTrouble(
                    connector.Name, FailedCount: 0, CircuitOpen: false, catalog.ProblemSince(connector.Problem!) ?? now)
                { IsUnusable = true }));

    private static ConnectorTrouble? FailingInARow(ConnectorStatus connector, IConnectorCatalog catalog, DateTimeOffset now)
    {
        var (breaker, limit) = (connector.Breaker, catalog.Find(connector.Name)?.FailureLimit);
        return limit is null || FailureShare.Highest(breaker.ConsecutiveFailures, limit.Value) is not { } share
            ? null
            : new ConnectorTrouble(connector.Name, FailedCount: 0, CircuitOpen: false, breaker.FailingSince ?? breaker.OpenedAt ?? now) { Share = share };
    }

    private static FileTrouble? FileTrouble(IConnectorCatalog catalog, DateTimeOffset now)
    {
        string[] problems = [.. catalog.Problems.Except(catalog.All.Select(connector => connector.Problem).OfType<string>())];
        return problems.Length == 0 ? null : new FileTrouble(problems.Length, problems.Min(problem => catalog.ProblemSince(problem) ?? now));
    }
}
