using System.Text.Json;
using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Drills;

/// <summary>What a schedule document says: how often a drill must run, whom to tell and when not to.</summary>
public sealed record DrillScheduleTerms
{
    public required string Environment { get; init; }

    public DrillScheduleStatus Status { get; init; } = DrillScheduleStatus.Active;

    /// <summary>Days from a passing drill to the next one, 1 to <see cref="DrillSchedule.MaxIntervalDays"/>.</summary>
    public required int IntervalDays { get; init; }

    /// <summary>The stated due date; null: it follows from the latest passing drill.</summary>
    public DateTimeOffset? NextDueAt { get; init; }

    public required IReadOnlyList<string> Owners { get; init; }

    /// <summary>Connectors or providers by which owners without a route of their own are told.</summary>
    public required IReadOnlyList<string> NotificationProviders { get; init; }

    /// <summary>At most one for each owner.</summary>
    public IReadOnlyList<OwnerRoute> OwnerRoutes { get; init; } = [];

    public IReadOnlyList<MaintenanceWindow> MaintenanceWindows { get; init; } = [];

    /// <summary>At most one for each owner.</summary>
    public IReadOnlyList<OwnerCalendar> OwnerCalendars { get; init; } = [];

    public required string RunbookRef { get; init; }

    /// <summary>Whether both say the same, list by list in the same order: importing such terms again changes nothing.</summary>
    public bool SaysTheSameAs(DrillScheduleTerms other) => JsonSerializer.Serialize(this) == JsonSerializer.Serialize(other);
}

/// <summary>Whether a schedule is in force.</summary>
public enum DrillScheduleStatus
{
    Active,
    Paused,
}

/// <summary>Where a schedule stands in lists, by when it was first defined; people know it by its name.</summary>
public readonly record struct DrillScheduleRecordId(Guid Value) : IId<DrillScheduleRecordId>
{
    public static string Prefix => "gordschedule";

    public static DrillScheduleRecordId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}

/// <summary>How one owner is told, and who is next when the owner does not answer.</summary>
/// <param name="Owner">The owner it is about.</param>
/// <param name="Providers">Connectors or providers to tell the owner by; empty: those of the schedule.</param>
/// <param name="AcknowledgementMinutes">Minutes the owner has to answer; null: not stated.</param>
/// <param name="EscalationOwner">Who is next; null: nobody is named.</param>
public sealed record OwnerRoute(
    string Owner, IReadOnlyList<string> Providers, int? AcknowledgementMinutes, string? EscalationOwner);

/// <summary>When an owner is not there.</summary>
/// <param name="Owner">The owner it is about.</param>
/// <param name="UnavailableWindows">The times of absence, in any order.</param>
public sealed record OwnerCalendar(string Owner, IReadOnlyList<UnavailableWindow> UnavailableWindows)
{
    public bool IsUnavailable(DateTimeOffset now) => UnavailableWindows.Any(window => window.IsOpen(now));
}

/// <summary>A time in which an owner is not there, both bounds included.</summary>
/// <param name="StartAt">First instant.</param>
/// <param name="EndAt">Last instant.</param>
/// <param name="Reason">Public-safe text.</param>
public sealed record UnavailableWindow(DateTimeOffset StartAt, DateTimeOffset EndAt, string Reason)
{
    public bool IsOpen(DateTimeOffset now) => StartAt <= now && now <= EndAt;
}

/// <summary>A time in which nobody is notified, both bounds included. An empty list of whom it is for means everyone.</summary>
/// <param name="WindowId">Its name, unique within the schedule.</param>
/// <param name="StartAt">First instant.</param>
/// <param name="EndAt">Last instant.</param>
/// <param name="Reason">Public-safe text.</param>
/// <param name="ScheduleIds">Schedules it is for.</param>
/// <param name="Providers">Connectors or providers it is for.</param>
/// <param name="Owners">Owners it is for.</param>
public sealed record MaintenanceWindow(
    string WindowId,
    DateTimeOffset StartAt,
    DateTimeOffset EndAt,
    string Reason,
    IReadOnlyList<string> ScheduleIds,
    IReadOnlyList<string> Providers,
    IReadOnlyList<string> Owners)
{
    public bool IsOpen(DateTimeOffset now) => StartAt <= now && now <= EndAt;
}
