using Cavra.Application.Access;
using Cavra.Application.Approvals;
using Cavra.Application.Policies;
using Cavra.Domain.Approvals;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Policies;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Application.WorkerRuns;

/// <summary>What a run needs to know beyond its plan: approvals, packages and freeze windows as they are at this moment.</summary>
internal sealed class RetryFacts(ApprovalSettings settings, PolicyReader policies, Call call, TimeProvider clock)
{
    /// <summary>The policy that the run is decided under from here on.</summary>
    public async Task<WorkspacePolicy> PolicyAsync(CancellationToken cancellationToken) =>
        (await policies.InForceAsync(cancellationToken)).Policy;

    /// <summary>What approvals of the destinations are held against.</summary>
    public Task<IReadOnlyDictionary<DestinationId, ApprovalSetting>> SettingsAsync(
        IReadOnlyCollection<Destination> destinations, WorkspacePolicy policy, CancellationToken cancellationToken) =>
        settings.OfAsync(destinations, policy, cancellationToken);

    /// <summary>The same decisions with these facts.</summary>
    /// <param name="candidates">The decisions; each with the obstacle at its connector.</param>
    /// <param name="held">What approvals of their destinations are held against.</param>
    /// <param name="approvals">Those of their approvals that have not ended.</param>
    /// <param name="policy">The workspace's policy.</param>
    public IReadOnlyList<RetryCandidate> Complete(
        IEnumerable<RetryCandidate> candidates, IReadOnlyDictionary<DestinationId, ApprovalSetting> held, IEnumerable<Approval> approvals,
        WorkspacePolicy policy)
    {
        var now = clock.GetUtcNow();
        var open = approvals.ToDictionary(approval => approval.DestinationId);
        return
        [
            .. candidates.Select(candidate => candidate with
            {
                HasPackage = held[candidate.DestinationId].Binding.PackageDigest.Length > 0,
                FreezeWindow = policy.Freeze(candidate.Connector, now)?.WindowId,
                Approval = open.GetValueOrDefault(candidate.DestinationId)?
                    .ValidityFor(held[candidate.DestinationId], call.Caller.Actor, now),
            }),
        ];
    }
}
