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

/// <summary>How a drill schedule stands now.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="Status">How the schedule stands against its due date, owners and connectors.</param>
/// <param name="AlertLevel">critical for needs_attention, warning for due_soon, else healthy.</param>
/// <param name="RollbackDrillDueSoonDays">Days before the due date from which a drill is due soon.</param>
/// <param name="Schedule">The schedule; null where none is configured.</param>
/// <param name="Checks">What was looked at, one by one.</param>
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
/// <param name="ScheduleId">Name of the drill schedule.</param>
/// <param name="Environment">The environment the drill is for, such as production.</param>
/// <param name="Status">Whether the schedule is in force.</param>
/// <param name="Active">Whether the schedule is in force and not paused.</param>
/// <param name="IntervalDays">Days from a passing drill to the next due one, 1 to 3,650.</param>
/// <param name="NextDueAt">When the next drill is due; null where nothing says so.</param>
/// <param name="DaysUntilDue">Whole days until the next drill is due, negative when overdue; null where nothing says when.</param>
/// <param name="Stale">Whether a drill is owed: it is overdue, or nothing says when it is due.</param>
/// <param name="DueSoon">Whether the next drill is due within the due-soon days.</param>
/// <param name="Owners">Those who answer for the drill.</param>
/// <param name="NotificationProviders">Connectors, or their vendors, that are notified.</param>
/// <param name="OwnerRoutes">How single owners are told, by owner.</param>
/// <param name="MaintenanceWindows">Times in which nobody is notified.</param>
/// <param name="OwnerCalendars">When single owners are not there, by owner.</param>
/// <param name="RunbookRef">Reference to the runbook, at most 200 characters.</param>
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
