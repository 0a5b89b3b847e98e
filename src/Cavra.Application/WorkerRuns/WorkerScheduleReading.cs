using Cavra.Application.Ports;
using Cavra.Domain.Access;
using Cavra.Domain.WorkerRuns;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.WorkerRuns;

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
