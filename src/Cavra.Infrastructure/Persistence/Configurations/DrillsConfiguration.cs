using Cavra.Domain.Drills;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cavra.Infrastructure.Persistence.Configurations;

internal sealed class DrillScheduleConfiguration : IEntityTypeConfiguration<DrillSchedule>
{
    public void Configure(EntityTypeBuilder<DrillSchedule> builder)
    {
        builder.HasKey(schedule => new { schedule.WorkspaceId, schedule.ScheduleId });
        builder.HasIndex(schedule => new { schedule.WorkspaceId, schedule.Id }).IsUnique();
        builder.Property(schedule => schedule.OwnerRoutes).IsJson();
        builder.Property(schedule => schedule.MaintenanceWindows).IsJson();
        builder.Property(schedule => schedule.OwnerCalendars).IsJson();

        // PostgreSQL's own row version: of two people who redefine at once, the second is refused.
        builder.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class DrillConfiguration : IEntityTypeConfiguration<Drill>
{
    public void Configure(EntityTypeBuilder<Drill> builder)
    {
        builder.HasKey(drill => new { drill.WorkspaceId, drill.Id });
        builder.HasIndex(drill => new { drill.WorkspaceId, drill.Environment, drill.DrillId }).IsUnique();

        // Which drill was the latest, and which passing one: both are asked for every report.
        builder.HasIndex(drill => new { drill.WorkspaceId, drill.Environment, drill.ExecutedAt });
        builder.HasIndex(drill => new { drill.WorkspaceId, drill.Environment, drill.ExecutedAt }, "ix_drills_passed")
            .HasFilter("passed");
    }
}
