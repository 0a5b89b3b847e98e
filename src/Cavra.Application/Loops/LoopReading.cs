using Cavra.Application.Ports;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Loops;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Loops;

/// <summary>Which destinations are loops, and the facts their gates are built from.</summary>
internal static class LoopReading
{
    /// <summary>
    /// Loops whose destination has not reached its end: failed, held, in a governed retry, or left behind by its worker. All of
    /// the conditions on state are those of the partial index of open destinations.
    /// </summary>
    public static IQueryable<Destination> OpenLoops(this IQueryable<Destination> rows, DateTimeOffset now) => rows
        .Where(row => row.Source == DeliverySource.AcknowledgementAudit)
        .Where(row => row.State == DestinationState.Failed || row.State == DestinationState.Held || row.State == DestinationState.Sending)
        .Where(row => row.OpenSince != null || row.LeaseUntil <= now);

    /// <summary>Loops whose destination was delivered, or closed by a person.</summary>
    public static IQueryable<Destination> EndedLoops(this IQueryable<Destination> rows) => rows
        .Where(row => row.Source == DeliverySource.AcknowledgementAudit && row.OpenSince != null)
        .Where(row => row.State == DestinationState.Delivered || row.State == DestinationState.Closed);

    /// <summary>Open loops that wait at a gate: every gate before it was passed, it was not. All gates apply to an open loop.</summary>
    /// <param name="rows">Open loops.</param>
    /// <param name="gate">The gate.</param>
    /// <param name="passed">The gates on record.</param>
    /// <param name="approved">The destinations of which an approval may be used now.</param>
    /// <param name="now">The moment of the view.</param>
    public static IQueryable<Destination> WaitingAt(
        this IQueryable<Destination> rows, Gate gate, IQueryable<GatePassed> passed, List<DestinationId> approved, DateTimeOffset now)
    {
        foreach (var before in Enum.GetValues<Gate>().Where(before => before < gate && before < Gate.Approved))
        {
            rows = rows.Where(row => passed.Any(fact => fact.DestinationId == row.Id && fact.Gate == before));
        }

        // What is open has been delivered by no retry, so that it can't have passed the last two.
        return gate switch
        {
            Gate.Recovered => rows.Where(_ => false),
            Gate.Executed => rows.Where(row => passed.Any(fact => fact.DestinationId == row.Id && fact.Gate == Gate.Approved)
                && (approved.Contains(row.Id) || (row.IsRetryGoverned && row.State == DestinationState.Sending && row.LeaseUntil > now))),
            Gate.Approved => rows.Where(row => !(passed.Any(fact => fact.DestinationId == row.Id && fact.Gate == Gate.Approved)
                && (approved.Contains(row.Id) || (row.IsRetryGoverned && row.State == DestinationState.Sending && row.LeaseUntil > now)))),
            _ => rows.Where(row => !passed.Any(fact => fact.DestinationId == row.Id && fact.Gate == gate)),
        };
    }

    /// <summary>How many of the loops wait at each gate; a gate at which none waits is left out.</summary>
    public static IQueryable<WaitingLoops> WaitingByGate(
        this IQueryable<Destination> rows, IQueryable<GatePassed> passed, List<DestinationId> approved, DateTimeOffset now) => rows
        .Select(row => new
        {
            OpenSince = row.OpenSince ?? row.LeaseUntil,
            Gate =
                !passed.Any(fact => fact.DestinationId == row.Id && fact.Gate == Gate.Noticed) ? Gate.Noticed
                : !passed.Any(fact => fact.DestinationId == row.Id && fact.Gate == Gate.Routed) ? Gate.Routed
                : !passed.Any(fact => fact.DestinationId == row.Id && fact.Gate == Gate.Reviewed) ? Gate.Reviewed
                : passed.Any(fact => fact.DestinationId == row.Id && fact.Gate == Gate.Approved)
                    && (approved.Contains(row.Id) || (row.IsRetryGoverned && row.State == DestinationState.Sending && row.LeaseUntil > now))
                    ? Gate.Executed
                : Gate.Approved,
        })
        .GroupBy(row => row.Gate)
        .Select(loops => new WaitingLoops(loops.Key, loops.Count(), loops.Min(loop => loop.OpenSince)!.Value));

    /// <summary>The gates that the destinations passed.</summary>
    public static async Task<ILookup<DestinationId, GateFact>> GateFactsAsync(
        this ICavraDbContext db, IEnumerable<Destination> destinations, CancellationToken cancellationToken)
    {
        var ids = destinations.Select(destination => destination.Id).ToList();
        var passed = await db.GatesPassed.AsNoTracking().Where(gate => ids.Contains(gate.DestinationId)).ToListAsync(cancellationToken);
        return passed.ToLookup(gate => gate.DestinationId, gate => gate.Fact);
    }
}

/// <summary>How many loops wait at a gate, and since when the oldest of them is open.</summary>
internal sealed record WaitingLoops(Gate Gate, int Count, DateTimeOffset OldestAt);
