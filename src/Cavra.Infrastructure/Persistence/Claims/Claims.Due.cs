using Cavra.Application.Ports;
using Cavra.Domain.AuditDeliveries;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Infrastructure.Persistence.Claims;

internal sealed partial class Claims
{
    private static readonly string DueConnectors = EmbeddedSql.Read("DueConnectors.sql");

    private static readonly string DueDestinations = EmbeddedSql.Read("DueDestinations.sql");

    public async Task<DueDestinations> DueAsync(
        IReadOnlyCollection<ConnectorRoom> rooms, DateTimeOffset now, int about, int max, CancellationToken cancellationToken)
    {
        var queues = await db.Database.SqlQueryRaw<Queue>(
                DueConnectors, Workspace(), Named("connectors", rooms.Select(room => room.Connector).ToArray()),
                Named("open", rooms.Select(room => room.IsOpen).ToArray()), Named("now", now))
            .ToDictionaryAsync(queue => queue.Connector, cancellationToken);
        var next = queues.Values.Min(queue => queue.NextDueAt);
        var due = rooms.Where(room => room.Most > 0 && queues[room.Connector].IsDue).ToList();
        if (due.Count == 0 || max == 0)
        {
            return new DueDestinations([], next, MayBeMore: false);
        }

        // The same for each: what has just become due at one does not wait until another that is far behind has caught up.
        var share = (about + due.Count - 1) / due.Count;
        var taken = await LockAsync<Destination>(
            DueDestinations, cancellationToken, Named("connectors", due.Select(room => room.Connector).ToArray()),
            Named("rooms", due.Select(room => Math.Min(share, room.Most)).ToArray()), Named("open", due.Select(room => room.IsOpen).ToArray()),
            Named("now", now));
        var counts = taken.CountBy(destination => destination.Connector).ToDictionary();
        return new DueDestinations([.. taken.Take(max)], next, due.Any(room => room.Most > share && counts.GetValueOrDefault(room.Connector) == share));
    }

    private sealed record Queue(string Connector, bool IsDue, DateTimeOffset? NextDueAt);
}
