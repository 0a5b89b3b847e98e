using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Connectors;
using Cavra.Domain.Policies;

namespace Cavra.Application.Policies;

/// <summary>Decides whether a policy may be put in force: for whoever changes it and for whoever only wants to see what that would do.</summary>
internal sealed class PolicyDecider(PolicyReader policies, IConnectorCatalog catalog, Call call, TimeProvider clock)
{
    /// <summary>The version that would come about, and the one it replaces.</summary>
    /// <param name="proposal">The policy that is wanted.</param>
    /// <param name="workspace">The workspace, which the new version is told to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Result<DecidedPolicy>> DecideAsync(PolicyProposal proposal, Workspace workspace, CancellationToken cancellationToken)
    {
        var inForce = await policies.InForceAsync(cancellationToken);
        if (proposal.IfMatch is not { } version)
        {
            return CommonRefusals.VersionMissing;
        }

        if (!VersionMatch.Names(version, PolicyView.ETagOf(inForce.Version)))
        {
            return CommonRefusals.StaleVersion;
        }

        var policy = proposal.ToPolicy();
        var unknown = Unknown(policy).ToList();
        if (unknown.Count > 0)
        {
            return ConnectorRefusals.UnknownAt(unknown);
        }

        var next = PolicyVersion.Next(workspace, inForce, policy, proposal.Notes?.Value, call.Caller.Actor, clock.GetUtcNow());
        return next.Refusal is { } refusal ? refusal : new DecidedPolicy(inForce, next.Value);
    }

    private IEnumerable<string> Unknown(WorkspacePolicy policy) =>
    [
        .. from window in policy.FreezeWindows.Index()
           from connector in window.Item.Connectors.Index()
           where catalog.Find(connector.Item) is null
           select $"/freeze_windows/{window.Index}/connectors/{connector.Index}",
        .. policy.ConnectorReviewMinutes.Keys.Any(connector => catalog.Find(connector) is null) ? ["/connector_review_minutes"] : (string[])[],
    ];
}

/// <summary>A version of the policy and the one it replaces.</summary>
internal sealed record DecidedPolicy(PolicyVersion Before, PolicyVersion Next);
