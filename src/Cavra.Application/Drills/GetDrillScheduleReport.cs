using Cavra.Application.Messaging;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Drills;
using Cavra.Domain.Evidence;
using MediatR;

namespace Cavra.Application.Drills;

/// <summary>Tells how a drill schedule stands now; where none is named, the most urgent one.</summary>
public sealed record GetDrillScheduleReport(string? ScheduleId) : IQuery<DrillScheduleReportView>
{
    public static Permission Permission => Permissions.SchedulesRead;
}

public sealed record DrillScheduleReportView(
    string SchemaVersion, string Product, ScheduleReadiness Status, AlertLevel AlertLevel, int RollbackDrillDueSoonDays,
    ReportedScheduleView? Schedule, IReadOnlyList<Check> Checks) : IVersioned
{
    internal string? Version { get; private init; }

    string? IVersioned.ETag => Version;

    public static DrillScheduleReportView Of(ScheduleReport report) => new(
        WireNames.DrillScheduleReportSchema, WireNames.Product, report.Status, report.AlertLevel, report.DueSoonDays,
        report.Schedule is { } schedule ? ReportedScheduleView.Of(schedule, report) : null, report.Checks)
    {
        Version = report.Schedule is { } versioned ? DrillScheduleView.Of(versioned).Version() : null,
    };
}

/// <summary>A schedule as its report shows it: what it says, and how it stands.</summary>
public sealed record ReportedScheduleView(
    string ScheduleId, string Environment, DrillScheduleStatus Status, bool Active, int IntervalDays, DateTimeOffset? NextDueAt,
    int? DaysUntilDue, bool Stale, bool DueSoon, IReadOnlyList<string> Owners, IReadOnlyList<string> NotificationProviders,
    IReadOnlyDictionary<string, OwnerRouteView> OwnerRoutes, IReadOnlyList<MaintenanceWindow> MaintenanceWindows,
    IReadOnlyDictionary<string, OwnerCalendarView> OwnerCalendars, string RunbookRef)
{
    public static ReportedScheduleView Of(DrillSchedule schedule, ScheduleReport report) => new(
        schedule.ScheduleId, schedule.Environment, schedule.Status, schedule.IsActive, schedule.IntervalDays, report.NextDueAt,
        report.DaysUntilDue, report.IsStale, report.IsDueSoon, schedule.Owners, schedule.NotificationProviders,
        OwnerRouteView.Of(schedule), schedule.MaintenanceWindows, OwnerCalendarView.Of(schedule), schedule.RunbookRef);
}

internal sealed class GetDrillScheduleReportHandler(ScheduleReports reports, TimeProvider clock)
    : IRequestHandler<GetDrillScheduleReport, Result<DrillScheduleReportView>>
{
    public async Task<Result<DrillScheduleReportView>> Handle(GetDrillScheduleReport query, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (query.ScheduleId is { } name)
        {
            return await reports.OfAsync(name, now, cancellationToken) is { } named
                ? DrillScheduleReportView.Of(named)
                : DrillScheduleRefusals.NotFound;
        }

        return DrillScheduleReportView.Of(await reports.MostUrgentAsync(now, cancellationToken) ?? reports.NotConfigured(now));
    }
}
