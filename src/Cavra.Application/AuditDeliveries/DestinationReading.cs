using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.AuditDeliveries;

/// <summary>How destinations are searched, and what is read with them.</summary>
internal static class DestinationReading
{
    public static IQueryable<Destination> Matching(this IQueryable<Destination> rows, DestinationFilter filter, DateTimeOffset now)
    {
        rows = WireName.TryParse<DestinationState>(filter.State, out var state) ? rows.In(state, now) : rows;
        rows = WireName.TryParse<FailureClass>(filter.FailureClass, out var failure) ? rows.FailedBy(failure, now) : rows;
        rows = filter.Connector is { } connector ? rows.Where(row => row.Connector == connector) : rows;
        rows = filter.Provider is { } provider ? rows.Towards(provider) : rows;
        rows = filter.AuditId is { } audit ? rows.Where(row => row.AuditId == audit) : rows;
        rows = filter.DeliveryId is { } delivery ? rows.Where(row => row.DeliveryId == delivery) : rows;
        rows = filter.Since is { } since ? rows.Where(row => row.CreatedAt >= since) : rows;
        return filter.Until is { } until ? rows.Where(row => row.CreatedAt < until) : rows;
    }

    /// <summary>Those that go to a connector of that name or provider.</summary>
    public static IQueryable<Destination> Towards(this IQueryable<Destination> rows, string provider) =>
        rows.Where(row => row.Provider == provider || row.Connector == provider);

    /// <summary>The newest attempt at each of the destinations: the one recorded last, for a late report is the truth.</summary>
    public static async Task<IReadOnlyDictionary<DestinationId, Attempt>> LatestAttemptsAsync(
        this ICavraDbContext db, IEnumerable<Destination> destinations, CancellationToken cancellationToken)
    {
        var ids = destinations.Select(destination => destination.Id).ToList();
        var latest = await db.Attempts.AsNoTracking().Where(attempt => ids.Contains(attempt.DestinationId))
            .GroupBy(attempt => attempt.DestinationId)
            .Select(attempts => attempts.OrderByDescending(attempt => attempt.RecordedAt).ThenByDescending(attempt => attempt.Id).First())
            .ToListAsync(cancellationToken);
        return latest.ToDictionary(attempt => attempt.DestinationId);
    }

    private static IQueryable<Destination> In(this IQueryable<Destination> rows, DestinationState state, DateTimeOffset now) => state switch
    {
        DestinationState.Failed => rows.Where(row =>
            row.State == DestinationState.Failed || (row.State == DestinationState.Sending && row.LeaseUntil <= now)),
        DestinationState.Sending => rows.Where(row => row.State == DestinationState.Sending && row.LeaseUntil > now),
        _ => rows.Where(row => row.State == state),
    };

    private static IQueryable<Destination> FailedBy(this IQueryable<Destination> rows, FailureClass failure, DateTimeOffset now) =>
        failure is FailureClass.Interrupted
            ? rows.Where(row => (row.LastFailureClass == failure && row.State != DestinationState.Delivered)
                || (row.State == DestinationState.Sending && row.LeaseUntil <= now))
            : rows.Where(row => row.LastFailureClass == failure && row.State != DestinationState.Delivered
                && !(row.State == DestinationState.Sending && row.LeaseUntil <= now));
}
