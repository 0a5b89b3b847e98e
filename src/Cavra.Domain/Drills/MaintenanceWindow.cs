namespace Cavra.Domain.Drills;

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
