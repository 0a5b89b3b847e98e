using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Drills;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Drills;

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
