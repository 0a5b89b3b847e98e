using Cavra.Domain.WorkerRuns;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Ports;

public partial interface ICavraDbContext
{
    DbSet<WorkerRun> WorkerRuns { get; }

    DbSet<WorkerSchedule> WorkerSchedules { get; }
}
