using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Loops;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Loops;

/// <summary>Shows the loop of a destination: each gate with its instant, its actor and its evidence.</summary>
public sealed record GetLoop(DestinationId DestinationId) : IQuery<LoopView>
{
    public static Permission Permission => Permissions.LoopsRead;
}

internal sealed class GetLoopHandler(ICavraDbContext db, TimeProvider clock) : IRequestHandler<GetLoop, Result<LoopView>>
{
    public async Task<Result<LoopView>> Handle(GetLoop query, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var destination = await db.Destinations.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Id == query.DestinationId, cancellationToken);
        if (destination is null)
        {
            return LoopRefusals.NotFound;
        }

        var facts = await db.GateFactsAsync([destination], cancellationToken);
        return DeliveryLoop.Of(destination, facts[destination.Id], now) is { } loop ? LoopView.Of(loop, now) : LoopRefusals.NotFound;
    }
}
