using Cavra.Application.Ports;
using Cavra.Domain.Connectors;
using Cavra.Domain.Drills;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Drills;

/// <summary>Reports on drill schedules as they stand, from what is stored and configured now.</summary>
internal sealed class ScheduleReports(ICavraDbContext db, IConnectorCatalog catalog, DrillOptions options)
{
    /// <summary>The connectors that the reports are about, the unusable ones included.</summary>
    public IReadOnlyList<Connector> Connectors => catalog.All;

    /// <summary>The report on one schedule; null when there is no such schedule.</summary>
    public async Task<ScheduleReport?> OfAsync(string scheduleId, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await AllAsync(db.DrillSchedules.Where(schedule => schedule.ScheduleId == scheduleId), now, cancellationToken))
        .SingleOrDefault();

    /// <summary>The report on the most urgent schedule; null when there is no schedule.</summary>
    public async Task<ScheduleReport?> MostUrgentAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        await AllAsync(now, cancellationToken) is [var first, ..] ? first : null;

    /// <summary>The report on every schedule, the most urgent first: the worst, and of equal ones the one due first.</summary>
    public async Task<IReadOnlyList<ScheduleReport>> AllAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        await AllAsync(db.DrillSchedules, now, cancellationToken);

    /// <summary>What is reported where no schedule is configured.</summary>
    public ScheduleReport NotConfigured(DateTimeOffset now) =>
        ScheduleReport.Of(null, LatestDrills.None, catalog.All, options.DueSoonDays, now);

    private async Task<IReadOnlyList<ScheduleReport>> AllAsync(
        IQueryable<DrillSchedule> which, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var schedules = await which.AsNoTracking().ToListAsync(cancellationToken);
        var environments = which.Select(schedule => schedule.Environment).Distinct();
        var latest = await environments
            .SelectMany(it => db.Drills.Where(drill => drill.Environment == it).OrderByDescending(drill => drill.ExecutedAt).Take(1))
            .AsNoTracking().ToListAsync(cancellationToken);
        var latestPassing = await environments
            .SelectMany(it => db.Drills.Where(drill => drill.Environment == it && drill.Passed)
                .OrderByDescending(drill => drill.ExecutedAt).Take(1))
            .AsNoTracking().ToListAsync(cancellationToken);

        return
        [
            .. schedules
                .Select(schedule => ScheduleReport.Of(
                    schedule,
                    LatestDrills.Among([.. latest.Union(latestPassing).Where(drill => drill.Environment == schedule.Environment)]),
                    catalog.All,
                    options.DueSoonDays,
                    now))
                .OrderByDescending(report => report.AlertLevel)
                .ThenBy(report => report.NextDueAt ?? DateTimeOffset.MinValue)
                .ThenBy(report => report.Schedule!.ScheduleId, StringComparer.Ordinal),
        ];
    }
}

/// <summary>What is configured about drills.</summary>
/// <param name="DueSoonDays">Days before its due date from which a drill counts as due soon, 0 to 365.</param>
public sealed record DrillOptions(int DueSoonDays)
{
    public const int DefaultDueSoonDays = 14;

    public const int MaxDueSoonDays = 365;
}
