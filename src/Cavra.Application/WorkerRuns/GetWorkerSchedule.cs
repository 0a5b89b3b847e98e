using Cavra.Application.Access;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using MediatR;

namespace Cavra.Application.WorkerRuns;

/// <summary>Tells when and how the retry worker runs, and which windows come next.</summary>
public sealed record GetWorkerSchedule : IQuery<WorkerScheduleView>
{
    public static Permission Permission => Permissions.SchedulesRead;
}

internal sealed class GetWorkerScheduleHandler(ICavraDbContext db, IWindowsReader reader, Call call, TimeProvider clock)
    : IRequestHandler<GetWorkerSchedule, Result<WorkerScheduleView>>
{
    public async Task<Result<WorkerScheduleView>> Handle(GetWorkerSchedule query, CancellationToken cancellationToken)
    {
        var schedule = await db.WorkerScheduleAsync(call.Workspace, cancellationToken);
        var windows = reader.Read(schedule.Terms);
        return windows.Refusal is { } refusal ? refusal : WorkerScheduleView.Of(schedule, windows.Value, clock.GetUtcNow());
    }
}
