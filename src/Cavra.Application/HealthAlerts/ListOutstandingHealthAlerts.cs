using AutoMapper;
using AutoMapper.QueryableExtensions;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.HealthAlerts;
using Cavra.Domain.WorkerHealth;
using MediatR;

namespace Cavra.Application.HealthAlerts;

/// <summary>Lists the alerts that somebody still has to answer, newest first.</summary>
public sealed record ListOutstandingHealthAlerts(PageRequest Page) : IQuery<Page<OutstandingHealthAlertRow>>
{
    public static Permission Permission => Permissions.RecordsRead;

    internal sealed class Mapping : Profile
    {
        public Mapping() => CreateProjection<HealthAlertRoute, OutstandingHealthAlertRow>()
            .ForMember(row => row.RouteId, row => row.MapFrom(route => route.Id));
    }
}

/// <summary>An alert through one connector that somebody still has to answer.</summary>
public sealed record OutstandingHealthAlertRow
{
    /// <summary>Id of the alert's route: one alert, one connector.</summary>
    public HealthAlertRouteId RouteId { get; init; }

    /// <summary>Digest of the trouble itself: the same trouble has the same id, whenever it is looked at.</summary>
    public HealthId HealthId { get; init; }

    /// <summary>Id of the alert plan that routed it.</summary>
    public HealthAlertPlanId PlanId { get; init; }

    /// <summary>Name of the connector as configured.</summary>
    public string Connector { get; init; } = "";

    /// <summary>Vendor of the connector.</summary>
    public string Provider { get; init; } = "";

    /// <summary>Open, or dismissed: it is not repeated, and still to be answered.</summary>
    public RouteState State { get; init; }

    /// <summary>When the connector took it.</summary>
    public DateTimeOffset DeliveredAt { get; init; }

    /// <summary>When the clock started that an answer must beat.</summary>
    public DateTimeOffset UnacknowledgedSince { get; init; }

    /// <summary>Minutes in which an answer is due.</summary>
    public int AcknowledgementMinutes { get; init; }
}

internal sealed class ListOutstandingHealthAlertsHandler(ICavraDbContext db, IMapper mapper)
    : IRequestHandler<ListOutstandingHealthAlerts, Result<Page<OutstandingHealthAlertRow>>>
{
    public async Task<Result<Page<OutstandingHealthAlertRow>>> Handle(
        ListOutstandingHealthAlerts query, CancellationToken cancellationToken) =>
        await db.HealthAlertRoutes.Outstanding().ProjectTo<OutstandingHealthAlertRow>(mapper.ConfigurationProvider)
            .NewestFirst(row => row.RouteId)
            .ToPageAsync(query.Page, row => row, row => row.RouteId.Value, WireNames.OutstandingHealthAlertsSchema, cancellationToken);
}
