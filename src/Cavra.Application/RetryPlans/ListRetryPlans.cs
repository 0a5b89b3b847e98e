using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.RetryPlans;

/// <summary>Lists the retry plans, newest first, without their decisions.</summary>
public sealed record ListRetryPlans(PageRequest Page) : IQuery<Page<RetryPlanItem>>
{
    public static Permission Permission => Permissions.RecordsRead;
}

internal sealed class ListRetryPlansHandler(ICavraDbContext db) : IRequestHandler<ListRetryPlans, Result<Page<RetryPlanItem>>>
{
    public Task<Result<Page<RetryPlanItem>>> Handle(ListRetryPlans query, CancellationToken cancellationToken) =>
        db.RetryPlans.NewestFirst(plan => plan.Id).ToPageAsync(
            query.Page, RetryPlanItem.Of, item => item.RetryPlanId.Value, WireNames.RetryPlanHistorySchema, cancellationToken);
}

/// <summary>Tells what a retry plan decided, with the version that an acknowledgement may name.</summary>
public sealed record GetRetryPlan(RetryPlanId RetryPlanId) : IQuery<RetryPlanView>
{
    public static Permission Permission => Permissions.RecordsRead;
}

internal sealed class GetRetryPlanHandler(ICavraDbContext db) : IRequestHandler<GetRetryPlan, Result<RetryPlanView>>
{
    public async Task<Result<RetryPlanView>> Handle(GetRetryPlan query, CancellationToken cancellationToken)
    {
        var plan = await db.RetryPlans.AsNoTracking().Include(plan => plan.Decisions)
            .SingleOrDefaultAsync(plan => plan.Id == query.RetryPlanId, cancellationToken);
        return plan is null
            ? RetryPlanRefusals.NotFound
            : RetryPlanView.Of(plan) with
            {
                Version = await db.RetryAcknowledgements.VersionAsync(plan.Id, cancellationToken),
            };
    }
}
