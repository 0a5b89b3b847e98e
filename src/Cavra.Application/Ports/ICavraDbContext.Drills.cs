using Cavra.Domain.Drills;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Ports;

public partial interface ICavraDbContext
{
    DbSet<DrillSchedule> DrillSchedules { get; }

    DbSet<Drill> Drills { get; }
}
