using AutoMapper;
using AutoMapper.QueryableExtensions;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Drills;
using Cavra.Domain.Evidence;
using Cavra.Domain.Notifications;
using FluentValidation;
using MediatR;

namespace Cavra.Application.Notifications;

/// <summary>Lists the routes of all notification plans as they stand, newest first.</summary>
public sealed record ListNotificationRoutes(
    string? ScheduleId, string? Provider, string? Owner, string? Action, string? Category, bool? Outstanding, PageRequest Page)
    : IQuery<Page<RouteRow>>
{
    public static Permission Permission => Permissions.RecordsRead;

    internal sealed class Mapping : Profile
    {
        public Mapping() => CreateProjection<NotificationRoute, RouteRow>()
            .ForMember(row => row.RouteId, row => row.MapFrom(route => route.Id))
            .ForMember(row => row.RouteCreatedAt, row => row.MapFrom(route => route.CreatedAt))
            .ForMember(row => row.Provider, row => row.MapFrom(route => route.Provider ?? route.Connector))
            .ForMember(row => row.AcknowledgementMinutes, row => row.MapFrom(
                route => route.OwnerMinutes ?? AcknowledgementTime.DefaultMinutes));
    }
}

public sealed record RouteRow
{
    public NotificationRouteId RouteId { get; init; }

    public NotificationPlanId PlanId { get; init; }

    public string ScheduleId { get; init; } = "";

    public string Connector { get; init; } = "";

    /// <summary>Its vendor; its name where there was no such connector.</summary>
    public string Provider { get; init; } = "";

    public string Owner { get; init; } = "";

    public string? EscalationOwner { get; init; }

    public int AcknowledgementMinutes { get; init; }

    public RouteAction Action { get; init; }

    public RouteCategory Category { get; init; }

    public string Reason { get; init; } = "";

    public MaintenanceWindow? MaintenanceWindow { get; init; }

    public OwnerAvailability OwnerAvailability { get; init; }

    public DateTimeOffset RouteCreatedAt { get; init; }

    /// <summary>What the newest acknowledgement says; null while there is none.</summary>
    public AcknowledgementState? AcknowledgementState { get; init; }

    public NotificationAcknowledgementId? AcknowledgementId { get; init; }

    public string? AcknowledgedBy { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }
}

internal sealed class ListNotificationRoutesValidator : AbstractValidator<ListNotificationRoutes>
{
    public ListNotificationRoutesValidator()
    {
        RuleFor(query => query.Action).IsOneOf(WireName.All<RouteAction>());
        RuleFor(query => query.Category).IsOneOf(WireName.All<RouteCategory>());
    }
}

internal sealed class ListNotificationRoutesHandler(ICavraDbContext db, IMapper mapper)
    : IRequestHandler<ListNotificationRoutes, Result<Page<RouteRow>>>
{
    public async Task<Result<Page<RouteRow>>> Handle(ListNotificationRoutes query, CancellationToken cancellationToken)
    {
        var routes = db.NotificationRoutes.About(query.ScheduleId, query.Provider, query.Owner);
        if (WireName.TryParse<RouteAction>(query.Action, out var action))
        {
            routes = routes.Where(route => route.Action == action);
        }

        if (WireName.TryParse<RouteCategory>(query.Category, out var category))
        {
            routes = routes.Where(route => route.Category == category);
        }

        if (query.Outstanding is { } outstanding)
        {
            routes = outstanding ? routes.Outstanding() : routes.Where(route => route.Action != RouteAction.Deliver || route.IsSettled);
        }

        return await routes.ProjectTo<RouteRow>(mapper.ConfigurationProvider).NewestFirst(row => row.RouteId)
            .ToPageAsync(query.Page, row => row, row => row.RouteId.Value, WireNames.RoutingHistorySchema, cancellationToken);
    }
}
