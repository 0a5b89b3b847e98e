using Cavra.Application.Ports;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Connectors;
using Cavra.Domain.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.AuditPackages;

/// <summary>Reads the routes that a filter leaves, each with its newest acknowledgement.</summary>
internal static class PackageRoutes
{
    /// <summary>The newest of them, newest first, and how many more there are.</summary>
    public static async Task<(IReadOnlyList<PackagedRoute> Routes, int Omitted)> RoutesAsync(
        this ICavraDbContext db, AuditPackageFilter filter, CancellationToken cancellationToken)
    {
        var matching = Matching(db.NotificationRoutes.AsNoTracking(), filter);
        var routes = await matching.OrderByDescending(route => route.Id).Take(AuditPackage.MostRoutes).ToListAsync(cancellationToken);
        var omitted = routes.Count < AuditPackage.MostRoutes ? 0 : await matching.CountAsync(cancellationToken) - routes.Count;

        var ids = routes.Select(route => route.AcknowledgementId).OfType<NotificationAcknowledgementId>().Distinct().ToList();
        var words = await db.NotificationAcknowledgements.Where(acknowledgement => ids.Contains(acknowledgement.Id))
            .Select(acknowledgement => new Words(acknowledgement.Id, acknowledgement.ExternalRef, acknowledgement.Notes))
            .ToDictionaryAsync(said => said.Id, cancellationToken);

        return ([.. routes.Select(route => Packaged(route, route.AcknowledgementId is { } id ? words.GetValueOrDefault(id) : null))], omitted);
    }

    private static IQueryable<NotificationRoute> Matching(IQueryable<NotificationRoute> routes, AuditPackageFilter filter)
    {
        if (filter.ScheduleId is { } schedule)
        {
            routes = routes.Where(route => route.ScheduleId == schedule);
        }

        if (filter.Owner is { } owner)
        {
            routes = routes.Where(route => route.Owner == owner);
        }

        var names = ConnectorNames.Parts(filter.Provider ?? ConnectorNames.All);
        return names.Contains(ConnectorNames.All)
            ? routes
            : routes.Where(route => names.Contains(route.Connector) || names.Contains(route.Provider!));
    }

    private static PackagedRoute Packaged(NotificationRoute route, Words? words) => new()
    {
        RouteId = route.Id,
        ScheduleId = route.ScheduleId,
        PlanId = route.PlanId,
        Connector = route.Connector,
        Provider = route.Provider ?? route.Connector,
        Owner = route.Owner,
        EscalationOwner = route.EscalationOwner,
        Delivers = route.Action is RouteAction.Deliver,
        RouteCreatedAt = route.CreatedAt,
        State = StateOf(route.AcknowledgementState),
        AcknowledgementId = route.AcknowledgementId,
        AcknowledgedBy = route.AcknowledgedBy,
        AcknowledgedAt = route.AcknowledgedAt,
        ExternalRef = words?.ExternalRef,
        Notes = words?.Notes,
    };

    private static PackagedState StateOf(AcknowledgementState? state) => state switch
    {
        AcknowledgementState.Acknowledged => PackagedState.Acknowledged,
        AcknowledgementState.Dismissed => PackagedState.Dismissed,
        AcknowledgementState.Escalated => PackagedState.Escalated,
        AcknowledgementState.Resolved => PackagedState.Resolved,
        _ => PackagedState.Outstanding,
    };

    private sealed record Words(NotificationAcknowledgementId Id, string? ExternalRef, string? Notes);
}
