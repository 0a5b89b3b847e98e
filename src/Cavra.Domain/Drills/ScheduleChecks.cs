namespace Cavra.Domain.Drills;

/// <summary>The checks of a schedule report, in the order in which they are shown.</summary>
internal static class ScheduleChecks
{
    public static readonly Check NotConfigured =
        new("schedule_configured", CheckStatus.Warn, "No drill schedule is configured.");

    public static IEnumerable<Check> OfSchedule(DrillSchedule schedule, bool isStale, bool isDueSoon, bool hasUsableConnector) =>
    [
        new Check("schedule_configured", CheckStatus.Pass, "A drill schedule is configured."),
        Check.That(schedule.IsActive, "schedule_active", "The schedule is active.", "The schedule is paused."),
        Check.That(!isStale, "drill_not_overdue", "No drill is owed.", "A drill is owed: none has passed in time."),
        Check.That(!isDueSoon, "drill_not_due_soon", "The next drill is not due soon.", "The next drill is due soon."),
        Check.That(schedule.Owners.Count > 0, "owners", "The schedule has an owner.", "The schedule has no owner."),
        Check.That(hasUsableConnector, "usable_connector",
            "A connector of the schedule can be used.", "No connector of the schedule can be used."),
    ];

    public static Check OfReach(bool isEveryOwnerReachable) =>
        Check.That(isEveryOwnerReachable, "owners_reachable",
            "Every owner can be told by a usable connector.",
            "An owner can't be told: no connector of the owner's route can be used.");

    public static IEnumerable<Check> OfLatestDrill(Drill? latest) => latest is null
        ? [new Check("latest_drill", CheckStatus.Warn, "No drill is recorded for the schedule's environment.")]
        :
        [
            Check.That(latest.Passed, "latest_drill",
                "The latest drill passed.", "The latest drill did not pass, and so did not move the due date."),
            .. latest.Checks(),
        ];
}

/// <summary>What a schedule has to know of its environment's drills.</summary>
/// <param name="Latest">The drill executed last, whatever came of it; null when none is recorded.</param>
/// <param name="LatestPassing">The passing drill executed last; null when none has passed.</param>
public sealed record LatestDrills(Drill? Latest, Drill? LatestPassing)
{
    public static LatestDrills None { get; } = new(null, null);

    /// <summary>The latest among the drills of one environment, in any order.</summary>
    public static LatestDrills Among(IReadOnlyCollection<Drill> drills) => new(
        drills.MaxBy(drill => drill.ExecutedAt),
        drills.Where(drill => drill.Passed).MaxBy(drill => drill.ExecutedAt));
}
