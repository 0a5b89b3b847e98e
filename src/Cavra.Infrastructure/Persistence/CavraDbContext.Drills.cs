using Cavra.Domain.Drills;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Infrastructure.Persistence;

internal sealed partial class CavraDbContext
{
    public DbSet<DrillSchedule> DrillSchedules => Set<DrillSchedule>();

    public DbSet<Drill> Drills => Set<Drill>();
}
