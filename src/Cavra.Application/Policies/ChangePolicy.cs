using Cavra.Application.Access;
using Cavra.Application.Approvals;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Policies;

/// <summary>Puts another policy in force in the workspace, whole.</summary>
public sealed record ChangePolicy : PolicyProposal, ICommand<PolicyAnswer>
{
    public static Permission Permission => Permissions.PolicyWrite;
}

/// <summary>What changing the policy is answered with.</summary>
/// <param name="Policy">The policy as it is from now on.</param>
/// <param name="Metadata">Public view of the evidence entry that proves it; it was decided under the version before.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
public sealed record PolicyAnswer(PolicyView Policy, MetadataItem Metadata, ActorView Actor) : IVersioned
{
    string IVersioned.ETag => PolicyView.ETagOf(Policy.Version);
}

internal sealed class ChangePolicyValidator : AbstractValidator<ChangePolicy>
{
    public ChangePolicyValidator() => Include(new PolicyProposalValidator());
}

internal sealed class ChangePolicyHandler(
    ICavraDbContext db, IClaims claims, PolicyDecider decider, StaleApprovals approvals, EvidenceJournal journal, Call call)
    : IRequestHandler<ChangePolicy, Result<PolicyAnswer>>
{
    public async Task<Result<PolicyAnswer>> Handle(ChangePolicy command, CancellationToken cancellationToken)
    {
        // Of two people who change it at once, the second waits here and then finds that it is not the version decided on.
        await claims.WorkspaceAsync(cancellationToken);
        var workspace = await db.Workspaces.SingleAsync(workspace => workspace.Id == call.Workspace, cancellationToken);
        var decided = await decider.DecideAsync(command, workspace, cancellationToken);
        if (decided.Refusal is { } refusal)
        {
            return refusal;
        }

        var (before, next) = decided.Value;
        db.PolicyVersions.Add(next);
        await approvals.EndAsync(before.Policy, next.Policy, cancellationToken);
        var view = PolicyView.Of(next, before);
        return new PolicyAnswer(view, journal.Prove(next, view, PolicyView.Of(before, before: null)), ActorView.Of(call.Caller));
    }
}
