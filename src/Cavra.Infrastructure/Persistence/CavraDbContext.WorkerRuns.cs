using Cavra.Domain.WorkerRuns;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Infrastructure.Persistence;

internal sealed partial class CavraDbContext
{
    public DbSet<WorkerRun> WorkerRuns => Set<WorkerRun>();

    public DbSet<WorkerSchedule> WorkerSchedules => Set<WorkerSchedule>();
}
