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

/// <summary>One notified or suppressed route with the newest answer to it.</summary>
public sealed record RouteRow
{
    /// <summary>Id of the route: one plan, one owner, one connector.</summary>
    public NotificationRouteId RouteId { get; init; }

    /// <summary>Id of the notification plan.</summary>
    public NotificationPlanId PlanId { get; init; }

    /// <summary>Name of the drill schedule.</summary>
    public string ScheduleId { get; init; } = "";

    /// <summary>Name of the connector it goes to.</summary>
    public string Connector { get; init; } = "";

    /// <summary>Its vendor; its name where there was no such connector.</summary>
    public string Provider { get; init; } = "";

    /// <summary>Who has to answer for it.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Who is told when the owner does not answer in time; null where the schedule names nobody.</summary>
    public string? EscalationOwner { get; init; }

    /// <summary>Minutes in which an answer is due.</summary>
    public int AcknowledgementMinutes { get; init; }

    /// <summary>Whether it was delivered or held back.</summary>
    public RouteAction Action { get; init; }

    /// <summary>What decided that.</summary>
    public RouteCategory Category { get; init; }

    /// <summary>One public-safe sentence why.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The window that held it back; null where none did.</summary>
    public MaintenanceWindow? MaintenanceWindow { get; init; }

    /// <summary>What the owner's calendar said.</summary>
    public OwnerAvailability OwnerAvailability { get; init; }

    /// <summary>When the route was decided.</summary>
    public DateTimeOffset RouteCreatedAt { get; init; }

    /// <summary>What the newest acknowledgement says; null while there is none.</summary>
    public AcknowledgementState? AcknowledgementState { get; init; }

    /// <summary>Id of the newest acknowledgement; null while there is none.</summary>
    public NotificationAcknowledgementId? AcknowledgementId { get; init; }

    /// <summary>Who gave the newest acknowledgement; null while there is none.</summary>
    public string? AcknowledgedBy { get; init; }

    /// <summary>When it was given; null while there is none.</summary>
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

/// <summary>The routes of notification plans in the questions asked of them.</summary>
internal static class RouteQueries
{
    /// <summary>Those that somebody was told by and nobody has settled; found by an index of their own.</summary>
    public static IQueryable<NotificationRoute> Outstanding(this IQueryable<NotificationRoute> routes) =>
        routes.Where(route => route.Action == RouteAction.Deliver && !route.IsSettled);

    /// <summary>Those of a schedule, of a connector or provider, and of an owner; null for any.</summary>
    public static IQueryable<NotificationRoute> About(
        this IQueryable<NotificationRoute> routes, string? scheduleId, string? provider, string? owner)
    {
        if (scheduleId is not null)
        {
            routes = routes.Where(route => route.ScheduleId == scheduleId);
        }

        if (provider is not null)
        {
            routes = routes.Where(route => route.Connector == provider || route.Provider == provider);
        }

        return owner is null ? routes : routes.Where(route => route.Owner == owner);
    }
}
