using Cavra.Application.Access;
using Cavra.Application.Evidence;
using Cavra.Application.Loops;
using Cavra.Application.Policies;
using Cavra.Application.Ports;
using Cavra.Application.WorkerRuns;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Connectors;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerHealth;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.RetryPlans;

/// <summary>
/// Plans over what is open now: for a person who asks for a plan and for a worker run alike. Its cost depends on what is open.
/// </summary>
internal sealed class RetryPlanner(
    ICavraDbContext db, IConnectorCatalog catalog, IWindowsReader windows, GateWriter gates, EvidenceJournal journal, PolicyReader policies,
    Call call, TimeProvider clock)
{
    /// <summary>Makes a plan, proves it and has it saved with the command.</summary>
    public async Task<PlannedRetries> PlanAsync(RetryPolicy policy, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (open, unread) = await OpenAsync(now, cancellationToken);
        List<DestinationSummary> standings = [.. open.Select(destination => destination.StandingAt(now))];
        var conditions = await db.ConditionsAsync(catalog, standings.Select(standing => standing.Connector), now, cancellationToken);
        var plan = RetryPlan.Over(call.Workspace, standings, conditions, policy, call.Caller.Actor, now, unread);
        db.RetryPlans.Add(plan);

        var view = RetryPlanView.Of(plan);
        var metadata = journal.Prove(plan, view);
        var byId = standings.ToDictionary(standing => standing.Id);
        var fresh = plan.Decisions.Select(decision => decision.DestinationId).Where(id => !byId[id].IsNoticed).ToList();
        gates.WriteNoticed(plan, fresh, metadata.EvidenceId);
        return new PlannedRetries(plan, view, metadata, open.ToDictionary(destination => destination.Id), byId, conditions);
    }

    /// <summary>What is open, oldest failure first, and how its connectors stand.</summary>
    public async Task<(IReadOnlyList<DestinationSummary> Open, IReadOnlyDictionary<string, ConnectorCondition> Conditions)> StandingsAsync(
        DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (open, _) = await OpenAsync(now, cancellationToken);
        List<DestinationSummary> standings = [.. open.Select(destination => destination.StandingAt(now)).OrderBy(standing => standing.OpenSince)];
        return (standings, await db.ConditionsAsync(catalog, standings.Select(standing => standing.Connector), now, cancellationToken));
    }

    /// <summary>The policy of whoever names none: that of the newest plan while it is not stale, else the workspace's.</summary>
    public async Task<RetryPolicy> StandingPolicyAsync(CancellationToken cancellationToken) =>
        (await StandingPoliciesAsync(cancellationToken)).Planned;

    /// <summary>The policy by which each open destination is judged.</summary>
    public async Task<StandingPolicies> StandingPoliciesAsync(CancellationToken cancellationToken)
    {
        var terms = (await db.WorkerScheduleAsync(call.Workspace, cancellationToken)).Terms;
        var newest = await db.RetryPlans.AsNoTracking().OrderByDescending(plan => plan.Id)
            .Select(plan => new { plan.Id, plan.GeneratedAt, plan.OmittedCount, plan.Policy }).FirstOrDefaultAsync(cancellationToken);
        var fact = newest is null
            ? null
            : new PlanFact(newest.Id, newest.GeneratedAt, newest.OmittedCount) { Policy = newest.Policy };
        var own = PolicyFact.Of(await policies.InForceAsync(cancellationToken));
        var planned = HealthTerms.Stored.PolicyOf(fact, own, terms, windows.Read(terms).Value, clock.GetUtcNow());
        return new StandingPolicies(fact, planned, own.Policy.RetryPolicy);
    }

    private async Task<(List<Destination> Open, int Unread)> OpenAsync(
        DateTimeOffset now, CancellationToken cancellationToken)
    {
        var open = db.Destinations.AsNoTracking().Where(destination =>
            destination.Source == DeliverySource.AcknowledgementAudit
            && (destination.State == DestinationState.Failed || destination.State == DestinationState.Held));
        var oldest = await open.OrderBy(destination => destination.OpenSince).ThenBy(destination => destination.Id)
            .Take(RetryPlan.MostDecisions + 1).ToListAsync(cancellationToken);
        var all = oldest.Count > RetryPlan.MostDecisions ? await open.CountAsync(cancellationToken) : oldest.Count;

        // Attempts whose worker did not live to report them count as failed before anybody has said so.
        var leftBehind = await db.Destinations.AsNoTracking()
            .Where(destination => destination.State == DestinationState.Sending && destination.LeaseUntil <= now
                && destination.Source == DeliverySource.AcknowledgementAudit)
            .OrderBy(destination => destination.LeaseUntil).Take(RetryPlan.MostDecisions).ToListAsync(cancellationToken);
        return ([.. oldest, .. leftBehind], all - oldest.Count);
    }
}

/// <summary>The policies that count for what is open.</summary>
/// <param name="Newest">The newest plan; null when there is none.</param>
/// <param name="Planned">The policy of what it covers: the plan's own while that is not stale.</param>
/// <param name="Own">The workspace's.</param>
internal sealed record StandingPolicies(PlanFact? Newest, RetryPolicy Planned, RetryPolicy Own)
{
    public RetryPolicy Of(DestinationSummary open) => Newest?.Covers(open.OpenSince) is true ? Planned : Own;
}

/// <summary>A plan that was just made, with what it was made from.</summary>
internal sealed record PlannedRetries(
    RetryPlan Plan,
    RetryPlanView View,
    MetadataItem Metadata,
    IReadOnlyDictionary<DestinationId, Destination> Destinations,
    IReadOnlyDictionary<DestinationId, DestinationSummary> Standings,
    IReadOnlyDictionary<string, ConnectorCondition> Conditions);
