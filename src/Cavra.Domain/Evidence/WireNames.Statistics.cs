namespace Cavra.Domain.Evidence;

public static partial class WireNames
{
    public const string DayStatisticsSchema = "cavra.statistics.days.v1";
}
