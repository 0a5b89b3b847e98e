using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.RetryPlans;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.RetryPlans;

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
