using Cavra.Domain.WorkerRuns;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cavra.Infrastructure.Persistence.Configurations;

internal sealed class WorkerRunConfiguration : IEntityTypeConfiguration<WorkerRun>
{
    public void Configure(EntityTypeBuilder<WorkerRun> builder)
    {
        builder.HasKey(run => new { run.WorkspaceId, run.Id });
        builder.Property(run => run.StartedBy).IsJson();
        builder.ComplexProperty(run => run.Summary);
        builder.Property(run => run.SelectedRetries).IsJson();
        builder.Property(run => run.OtherVerdicts).IsJson();
        builder.Property(run => run.FollowUpActions).IsJson();
        builder.Property(run => run.RetryResults).IsJson();

        // Of a worker that ends its run and somebody who takes it from it, the second is refused.
        builder.Property<uint>("Version").IsRowVersion();

        // Who runs which window is decided here, whatever clocks and memories say.
        builder.HasIndex(run => new { run.WorkspaceId, run.Mode, run.WindowStart })
            .HasFilter("trigger = 'schedule'").IsUnique().HasDatabaseName("ix_worker_runs_one_per_window");
        builder.HasIndex(run => new { run.WorkspaceId, run.LeaseUntil })
            .HasFilter("state = 'running'").HasDatabaseName("ix_worker_runs_running");
        builder.HasIndex(run => new { run.WorkspaceId, run.Mode, run.StartedAt });
        builder.HasIndex(run => new { run.WorkspaceId, run.Mode, run.Id });
        builder.HasIndex(run => new { run.WorkspaceId, run.State, run.Id });
    }
}

internal sealed class RunRetryConfiguration : IEntityTypeConfiguration<RunRetry>
{
    public void Configure(EntityTypeBuilder<RunRetry> builder)
    {
        builder.ToTable("worker_run_retries");
        builder.HasKey(retry => new { retry.WorkspaceId, retry.Id });
        builder.Property(retry => retry.ExecutedBy).IsJson();
        builder.Property(retry => retry.ApprovedBy).IsJson();
        builder.Property(retry => retry.PublicEvidenceRefs).IsJson();
        builder.Property<uint>("RowVersion").IsRowVersion();

        // A run takes a destination up once, and an approval is used once, whatever else goes wrong.
        builder.HasIndex(retry => new { retry.WorkspaceId, retry.RunId, retry.DestinationId }).IsUnique();
        builder.HasIndex(retry => new { retry.WorkspaceId, retry.ApprovalId }).IsUnique();
        builder.HasIndex(retry => new { retry.WorkspaceId, retry.DestinationId }).HasFilter("state = 'sending'").IsUnique()
            .HasDatabaseName("ix_worker_run_retries_sending");
    }
}

internal sealed class WorkerScheduleConfiguration : IEntityTypeConfiguration<WorkerSchedule>
{
    public void Configure(EntityTypeBuilder<WorkerSchedule> builder)
    {
        // A workspace has one schedule.
        builder.HasKey(schedule => schedule.WorkspaceId);
        builder.ComplexProperty(schedule => schedule.Terms);
        builder.Property<uint>("Version").IsRowVersion();
    }
}

/// <summary>What worker health is found by.</summary>
internal sealed class WorkerHealthConfiguration : IEntityTypeConfiguration<WorkerRun>
{
    public void Configure(EntityTypeBuilder<WorkerRun> builder) =>
        builder.HasIndex(run => new { run.WorkspaceId, run.CompletedAt })
            .HasFilter("completed_at is not null and state <> 'skipped_disabled'").HasDatabaseName("ix_worker_runs_ended");
}
