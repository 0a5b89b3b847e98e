using Cavra.Application.Access;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.WorkerRuns;
using MediatR;
using Microsoft.EntityFrameworkCore;

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

/// <summary>Reads the worker schedule of the caller's workspace.</summary>
internal static class WorkerScheduleReading
{
    /// <summary>
    /// The schedule, tracked where it is stored. Where nobody has made one, the default as of the workspace's opening: the same
    /// for every replica, and nothing has to be written for it.
    /// </summary>
    public static async Task<WorkerSchedule> WorkerScheduleAsync(
        this ICavraDbContext db, WorkspaceId workspace, CancellationToken cancellationToken)
    {
        if (await db.WorkerSchedules.SingleOrDefaultAsync(cancellationToken) is { } stored)
        {
            return stored;
        }

        var opened = await db.Workspaces.Where(it => it.Id == workspace).Select(it => it.CreatedAt).SingleAsync(cancellationToken);
        return WorkerSchedule.Default(workspace, opened);
    }
}
