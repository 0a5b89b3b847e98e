using System.Diagnostics.CodeAnalysis;
using Cavra.Application.Access;
using Cavra.Application.Approvals;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.RetryPlans;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Approvals;
using Cavra.Domain.Evidence;
using Cavra.Domain.Policies;
using Cavra.Domain.RetryPlans;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Policies;

/// <summary>Tells what putting a policy in force would change for what is open now, and changes nothing.</summary>
public sealed record PreviewPolicy : PolicyProposal, IQuery<PolicyPreviewView>, IRedacted
{
    /// <summary>Asks about a policy that is proposed.</summary>
    [SetsRequiredMembers]
    public PreviewPolicy(PolicyProposal proposal)
        : base(proposal)
    {
    }

    public static Permission Permission => Permissions.PolicyWrite;
}

internal sealed class PreviewPolicyValidator : AbstractValidator<PreviewPolicy>
{
    public PreviewPolicyValidator() => Include(new PolicyProposalValidator());
}

internal sealed class PreviewPolicyHandler(
    ICavraDbContext db, PolicyDecider decider, RetryPlanner planner, ApprovalSettings settings, IConnectorCatalog catalog, Call call,
    TimeProvider clock) : IRequestHandler<PreviewPolicy, Result<PolicyPreviewView>>
{
    public async Task<Result<PolicyPreviewView>> Handle(PreviewPolicy query, CancellationToken cancellationToken)
    {
        // Not tracked: what the decision tells it is forgotten.
        var workspace = await db.Workspaces.AsNoTracking().SingleAsync(workspace => workspace.Id == call.Workspace, cancellationToken);
        var decided = await decider.DecideAsync(query, workspace, cancellationToken);
        if (decided.Refusal is { } refusal)
        {
            return refusal;
        }

        var now = clock.GetUtcNow();
        var (version, before, after) = (decided.Value.Before.Version, decided.Value.Before.Policy, decided.Value.Next.Policy);
        var approvals = await MadeStaleAsync(before, after, now, cancellationToken);
        var retries = await ChangedAsync(after.RetryPolicy, now, cancellationToken);
        return new PolicyPreviewView(
            WireNames.PolicyPreviewSchema, WireNames.Product, version, PolicyChangeView.Between(before, after), after.LooserThan(before, now),
            approvals.Count, [.. approvals.Take(PolicyPreviewView.Most).Select(StaleApprovalView.Of)],
            retries.Count, [.. retries.Take(PolicyPreviewView.Most)],
            [.. catalog.All.Select(connector => connector.Name).Where(name => after.Freeze(name, now) is not null).Order(StringComparer.Ordinal)]);
    }

    private async Task<IReadOnlyList<Approval>> MadeStaleAsync(
        WorkspacePolicy before, WorkspacePolicy after, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var approvals = await db.Approvals.AsNoTracking().Where(approval => approval.EndedAt == null)
            .OrderBy(approval => approval.Id).ToListAsync(cancellationToken);
        var ids = approvals.Select(approval => approval.DestinationId).ToList();
        var destinations = await db.Destinations.AsNoTracking().Where(destination => ids.Contains(destination.Id)).ToListAsync(cancellationToken);
        var (settingsBefore, settingsAfter) = (
            await settings.OfAsync(destinations, before, cancellationToken), await settings.OfAsync(destinations, after, cancellationToken));
        return
        [
            .. approvals.Where(approval =>
                approval.Standing(settingsBefore[approval.DestinationId], now).IsOpen
                && !approval.Standing(settingsAfter[approval.DestinationId], now).IsOpen),
        ];
    }

    // Now the newest plan's policy counts for what it covers; with another policy that plan is stale.
    private async Task<IReadOnlyList<ChangedRetryView>> ChangedAsync(RetryPolicy after, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = await planner.StandingPoliciesAsync(cancellationToken);
        var (standings, conditions) = await planner.StandingsAsync(now, cancellationToken);
        return
        [
            .. from standing in standings
               let condition = conditions[standing.Connector]
               let change = new ChangedRetryView(
                   standing.Id, standing.Connector,
                   RetryOutlookView.Of(RetryVerdict.On(standing, condition, before.Of(standing), now)),
                   RetryOutlookView.Of(RetryVerdict.On(standing, condition, after, now)))
               where change.Before != change.After
               select change,
        ];
    }
}
