namespace Cavra.Domain.Drills;

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
