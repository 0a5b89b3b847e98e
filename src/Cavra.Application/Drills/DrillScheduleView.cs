using System.Text.Json;
using Cavra.Application.Messaging;
using Cavra.Application.Wire;
using Cavra.Domain.Drills;
using Cavra.Domain.Evidence;

namespace Cavra.Application.Drills;

/// <summary>A drill schedule as its document says it.</summary>
public sealed record DrillScheduleView : IVersioned
{
    /// <summary>Version of this document.</summary>
    public string SchemaVersion { get; init; } = WireNames.DrillScheduleDocumentSchema;

    /// <summary>Always CAVRA.</summary>
    public string Product { get; init; } = WireNames.Product;

    /// <summary>Id of the record, which stays when the schedule is changed.</summary>
    public required DrillScheduleRecordId Id { get; init; }

    /// <summary>Name of the drill schedule.</summary>
    public required string ScheduleId { get; init; }

    /// <summary>The environment the drill is for, such as production.</summary>
    public required string Environment { get; init; }

    /// <summary>Whether the schedule is in force.</summary>
    public required DrillScheduleStatus Status { get; init; }

    /// <summary>Days from a passing drill to the next due one, 1 to 3,650.</summary>
    public required int IntervalDays { get; init; }

    /// <summary>The due date that the document states; null where drills and interval decide.</summary>
    public required DateTimeOffset? NextDueAt { get; init; }

    /// <summary>Those who answer for the drill.</summary>
    public required IReadOnlyList<string> Owners { get; init; }

    /// <summary>Connectors, or their vendors, that are notified.</summary>
    public required IReadOnlyList<string> NotificationProviders { get; init; }

    /// <summary>How single owners are told, by owner.</summary>
    public required IReadOnlyDictionary<string, OwnerRouteView> OwnerRoutes { get; init; }

    /// <summary>Times in which nobody is notified.</summary>
    public required IReadOnlyList<MaintenanceWindow> MaintenanceWindows { get; init; }

    /// <summary>When single owners are not there, by owner.</summary>
    public required IReadOnlyDictionary<string, OwnerCalendarView> OwnerCalendars { get; init; }

    /// <summary>Reference to the runbook, at most 200 characters.</summary>
    public required string RunbookRef { get; init; }

    /// <summary>When it was defined first.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was changed last.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Who changed it last, by the credential's name.</summary>
    public required string ChangedBy { get; init; }

    string IVersioned.ETag => Version();

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
/// <param name="Providers">Connectors or vendors that this owner is told by; empty for those of the schedule.</param>
/// <param name="AcknowledgementMinutes">Minutes in which this owner's answer is due; null for the policy's.</param>
/// <param name="EscalationOwner">Who is told when the owner does not answer in time; null where the schedule names nobody.</param>
public sealed record OwnerRouteView(IReadOnlyList<string> Providers, int? AcknowledgementMinutes, string? EscalationOwner)
{
    public static IReadOnlyDictionary<string, OwnerRouteView> Of(DrillSchedule schedule) => schedule.OwnerRoutes.ToDictionary(
        route => route.Owner,
        route => new OwnerRouteView(route.Providers, route.AcknowledgementMinutes, route.EscalationOwner));
}

/// <summary>When one owner is not there, as documents show it.</summary>
/// <param name="UnavailableWindows">Times of absence, bounds included.</param>
public sealed record OwnerCalendarView(IReadOnlyList<UnavailableWindow> UnavailableWindows)
{
    public static IReadOnlyDictionary<string, OwnerCalendarView> Of(DrillSchedule schedule) =>
        schedule.OwnerCalendars.ToDictionary(calendar => calendar.Owner, calendar => new OwnerCalendarView(calendar.UnavailableWindows));
}
