using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using MediatR;

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
