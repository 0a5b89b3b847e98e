using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using MediatR;

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
