using Cavra.Domain.Abstractions;
using Cavra.Domain.Connectors;

namespace Cavra.Domain.Drills;

/// <summary>How a drill schedule stands at one instant: computed, never stored.</summary>
public sealed record ScheduleReport
{
    /// <summary>Null when no schedule is configured.</summary>
    public required DrillSchedule? Schedule { get; init; }

    public required ScheduleReadiness Status { get; init; }

    /// <summary>Days before the due date from which a drill counts as due soon, itself included.</summary>
    public required int DueSoonDays { get; init; }

    /// <summary>Null when there is no date to tell; see <see cref="DrillSchedule.DueAt"/>.</summary>
    public required DateTimeOffset? NextDueAt { get; init; }

    /// <summary>
    /// Whole days from now to the due date, rounded down: 0 on the last day up to and at the due instant, -1 from the
    /// first tick after it. Null when there is no due date.
    /// </summary>
    public required int? DaysUntilDue { get; init; }

    /// <summary>Whether a drill is owed: its date has passed, or none has ever passed and no date is stated.</summary>
    public required bool IsStale { get; init; }

    /// <summary>Whether the due date is ahead and no more than the due-soon days away.</summary>
    public required bool IsDueSoon { get; init; }

    public required IReadOnlyList<Check> Checks { get; init; }

    public AlertLevel AlertLevel => Status switch
    {
        ScheduleReadiness.NeedsAttention => AlertLevel.Critical,
        ScheduleReadiness.DueSoon => AlertLevel.Warning,
        _ => AlertLevel.Healthy,
    };

    /// <param name="schedule">The schedule; null when none is configured.</param>
    /// <param name="drills">The latest drills of the schedule's environment.</param>
    /// <param name="connectors">Every connector configured, the unusable ones included.</param>
    /// <param name="dueSoonDays">Whole days, 0 or more.</param>
    /// <param name="now">The instant reported on.</param>
    public static ScheduleReport Of(
        DrillSchedule? schedule, LatestDrills drills, IReadOnlyList<Connector> connectors, int dueSoonDays, DateTimeOffset now)
    {
        if (schedule is null)
        {
            return NotConfigured(dueSoonDays);
        }

        var dueAt = schedule.DueAt(drills.LatestPassing);
        var days = dueAt - now is { } ahead ? WholeDays(ahead) : (int?)null;
        var isStale = days is null or < 0;
        var isDueSoon = days >= 0 && days <= dueSoonDays;
        var providers = schedule.Owners.Count == 0
            ? schedule.NotificationProviders
            : schedule.Owners.SelectMany(schedule.ProvidersOf);
        var hasUsableConnector = AnyUsable(providers, connectors);

        return new ScheduleReport
        {
            Schedule = schedule,
            Status = StatusOf(isStale || schedule.Owners.Count == 0 || !hasUsableConnector, isDueSoon),
            DueSoonDays = dueSoonDays,
            NextDueAt = dueAt,
            DaysUntilDue = days,
            IsStale = isStale,
            IsDueSoon = isDueSoon,
            Checks =
            [
                .. ScheduleChecks.OfSchedule(schedule, isStale, isDueSoon, hasUsableConnector),
                ScheduleChecks.OfReach(schedule.Owners.All(owner => AnyUsable(schedule.ProvidersOf(owner), connectors))),
                .. ScheduleChecks.OfLatestDrill(drills.Latest),
            ],
        };
    }

    private static ScheduleReport NotConfigured(int dueSoonDays) => new()
    {
        Schedule = null,
        Status = ScheduleReadiness.NotConfigured,
        DueSoonDays = dueSoonDays,
        NextDueAt = null,
        DaysUntilDue = null,
        IsStale = false,
        IsDueSoon = false,
        Checks = [ScheduleChecks.NotConfigured],
    };

    private static ScheduleReadiness StatusOf(bool needsAttention, bool isDueSoon)
    {
        if (needsAttention)
        {
            return ScheduleReadiness.NeedsAttention;
        }

        return isDueSoon ? ScheduleReadiness.DueSoon : ScheduleReadiness.Ready;
    }

    private static bool AnyUsable(IEnumerable<string> providers, IReadOnlyList<Connector> connectors) =>
        providers.SelectMany(connectors.Named).Any(connector => connector.IsUsable);

    // In ticks: a double of days can't tell the first tick after the due date from the due date.
    private static int WholeDays(TimeSpan span)
    {
        var (days, rest) = Math.DivRem(span.Ticks, TimeSpan.TicksPerDay);

        return (int)(rest < 0 ? days - 1 : days);
    }
}

/// <summary>How a drill schedule stands.</summary>
public enum ScheduleReadiness
{
    /// <summary>There is no schedule.</summary>
    NotConfigured,

    /// <summary>Nothing has to be done yet.</summary>
    Ready,

    /// <summary>The next drill is due within the due-soon days.</summary>
    DueSoon,

    /// <summary>A drill is owed, nobody owns it, or no connector can be used.</summary>
    NeedsAttention,
}
