using System.Text.Json;
using Cavra.Application.Wire;
using Cavra.Domain.Drills;
using Cavra.Domain.Evidence;

namespace Cavra.Application.Drills;

/// <summary>A drill schedule as its document says it.</summary>
public sealed record DrillScheduleView
{
    public string SchemaVersion { get; init; } = WireNames.DrillScheduleDocumentSchema;

    public string Product { get; init; } = WireNames.Product;

    public required DrillScheduleRecordId Id { get; init; }

    public required string ScheduleId { get; init; }

    public required string Environment { get; init; }

    public required DrillScheduleStatus Status { get; init; }

    public required int IntervalDays { get; init; }

    public required DateTimeOffset? NextDueAt { get; init; }

    public required IReadOnlyList<string> Owners { get; init; }

    public required IReadOnlyList<string> NotificationProviders { get; init; }

    public required IReadOnlyDictionary<string, OwnerRouteView> OwnerRoutes { get; init; }

    public required IReadOnlyList<MaintenanceWindow> MaintenanceWindows { get; init; }

    public required IReadOnlyDictionary<string, OwnerCalendarView> OwnerCalendars { get; init; }

    public required string RunbookRef { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    public required string ChangedBy { get; init; }

    public static DrillScheduleView Of(DrillSchedule schedule) => new()
    {
        Id = schedule.Id,
        ScheduleId = schedule.ScheduleId,
        Environment = schedule.Environment,
        Status = schedule.Status,
        IntervalDays = schedule.IntervalDays,
        NextDueAt = schedule.NextDueAt,
        Owners = schedule.Owners,
        NotificationProviders = schedule.NotificationProviders,
        OwnerRoutes = OwnerRouteView.Of(schedule),
        MaintenanceWindows = schedule.MaintenanceWindows,
        OwnerCalendars = OwnerCalendarView.Of(schedule),
        RunbookRef = schedule.RunbookRef,
        CreatedAt = schedule.DefinedAt,
        ChangedAt = schedule.ChangedAt,
        ChangedBy = schedule.ChangedBy,
    };

    /// <summary>The document's digest in double quotes: it can be told before the document is saved, and names what was read.</summary>
    public string Version() => $"\"{ContentDigest.Of(JsonSerializer.SerializeToNode(this, WireJson.Options)!)}\"";
}

/// <summary>How one owner is told, as documents show it.</summary>
public sealed record OwnerRouteView(IReadOnlyList<string> Providers, int? AcknowledgementMinutes, string? EscalationOwner)
{
    public static IReadOnlyDictionary<string, OwnerRouteView> Of(DrillSchedule schedule) => schedule.OwnerRoutes.ToDictionary(
        route => route.Owner,
        route => new OwnerRouteView(route.Providers, route.AcknowledgementMinutes, route.EscalationOwner));
}

/// <summary>When one owner is not there, as documents show it.</summary>
public sealed record OwnerCalendarView(IReadOnlyList<UnavailableWindow> UnavailableWindows)
{
    public static IReadOnlyDictionary<string, OwnerCalendarView> Of(DrillSchedule schedule) =>
        schedule.OwnerCalendars.ToDictionary(calendar => calendar.Owner, calendar => new OwnerCalendarView(calendar.UnavailableWindows));
}
