using System.Text.Json;

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
