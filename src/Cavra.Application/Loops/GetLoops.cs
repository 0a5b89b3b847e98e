using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Loops;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Loops;

/// <summary>Shows the loops of these destinations, in their order; a destination that never failed and was never held has none.</summary>
public sealed record GetLoops(IReadOnlyList<DestinationId> Destinations) : IQuery<IReadOnlyList<LoopView>>
{
    public static Permission Permission => Permissions.LoopsRead;
}

internal sealed class GetLoopsHandler(ICavraDbContext db, TimeProvider clock) : IRequestHandler<GetLoops, Result<IReadOnlyList<LoopView>>>
{
    public async Task<Result<IReadOnlyList<LoopView>>> Handle(GetLoops query, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var found = await db.Destinations.AsNoTracking().Where(row => query.Destinations.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancellationToken);
        var facts = await db.GateFactsAsync(found.Values, cancellationToken);
        LoopView[] loops =
        [
            .. from id in query.Destinations
               where found.ContainsKey(id)
               let loop = DeliveryLoop.Of(found[id], facts[id], now)
               where loop is not null
               select LoopView.Of(loop, now),
        ];
        return loops;
    }
}
