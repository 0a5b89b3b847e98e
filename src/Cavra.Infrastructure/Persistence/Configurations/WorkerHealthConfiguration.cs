using Cavra.Domain.WorkerRuns;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cavra.Infrastructure.Persistence.Configurations;

/// <summary>What worker health is found by.</summary>
internal sealed class WorkerHealthConfiguration : IEntityTypeConfiguration<WorkerRun>
{
    public void Configure(EntityTypeBuilder<WorkerRun> builder) =>
        builder.HasIndex(run => new { run.WorkspaceId, run.CompletedAt })
            .HasFilter("completed_at is not null and state <> 'skipped_disabled'").HasDatabaseName("ix_worker_runs_ended");
}
