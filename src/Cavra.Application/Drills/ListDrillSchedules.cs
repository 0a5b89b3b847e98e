using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Drills;
using Cavra.Domain.Evidence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Drills;

/// <summary>Lists the drill schedules, the one defined last first.</summary>
public sealed record ListDrillSchedules(PageRequest Page) : IQuery<Page<DrillScheduleView>>
{
    public static Permission Permission => Permissions.SchedulesRead;
}

internal sealed class ListDrillSchedulesHandler(ICavraDbContext db)
    : IRequestHandler<ListDrillSchedules, Result<Page<DrillScheduleView>>>
{
    public async Task<Result<Page<DrillScheduleView>>> Handle(ListDrillSchedules query, CancellationToken cancellationToken) =>
        await db.DrillSchedules.NewestFirst(schedule => schedule.Id).ToPageAsync(
            query.Page, DrillScheduleView.Of, view => view.Id.Value, WireNames.DrillScheduleDocumentSchema, cancellationToken);
}

/// <summary>Reads one drill schedule, as whoever wants to replace it has to.</summary>
public sealed record GetDrillSchedule(string ScheduleId) : IQuery<DrillScheduleView>
{
    public static Permission Permission => Permissions.SchedulesRead;
}

internal sealed class GetDrillScheduleHandler(ICavraDbContext db) : IRequestHandler<GetDrillSchedule, Result<DrillScheduleView>>
{
    public async Task<Result<DrillScheduleView>> Handle(GetDrillSchedule query, CancellationToken cancellationToken) =>
        await db.DrillSchedules.AsNoTracking()
            .SingleOrDefaultAsync(schedule => schedule.ScheduleId == query.ScheduleId, cancellationToken) is { } schedule
            ? DrillScheduleView.Of(schedule)
            : DrillScheduleRefusals.NotFound;
}
