using Cavra.Domain.Recovery;
using Cavra.Domain.WorkerRuns;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cavra.Infrastructure.Persistence.Configurations;

internal sealed class RecoveryPlaybookConfiguration : IEntityTypeConfiguration<RecoveryPlaybook>
{
    public void Configure(EntityTypeBuilder<RecoveryPlaybook> builder)
    {
        builder.HasKey(playbook => new { playbook.WorkspaceId, playbook.Id });
        builder.Property(playbook => playbook.Connectors).IsJson();
    }
}

internal sealed class ConnectorRecoveryConfiguration : IEntityTypeConfiguration<ConnectorRecovery>
{
    public void Configure(EntityTypeBuilder<ConnectorRecovery> builder)
    {
        builder.HasKey(recovery => new { recovery.WorkspaceId, recovery.PlaybookId, recovery.Connector });

        // Of two who say something of it at once, the second is refused.
        builder.Property<uint>("Version").IsRowVersion();

        // Of two playbooks made at once, one begins the recovery of a connector.
        builder.HasIndex(recovery => new { recovery.WorkspaceId, recovery.Connector })
            .HasFilter("state in ('open', 'deferred', 'escalated', 'reopened')").IsUnique()
            .HasDatabaseName("ix_connector_recoveries_one_open");
        builder.HasIndex(recovery => new { recovery.WorkspaceId, recovery.ClosedAt })
            .HasFilter("state in ('resolved', 'mitigated')").HasDatabaseName("ix_connector_recoveries_closed");
    }
}

internal sealed class RecoveryClosureConfiguration : IEntityTypeConfiguration<RecoveryClosure>
{
    public void Configure(EntityTypeBuilder<RecoveryClosure> builder)
    {
        builder.HasKey(closure => new { closure.WorkspaceId, closure.Id });
        builder.HasIndex(closure => new { closure.WorkspaceId, closure.PlaybookId, closure.Id });
        builder.HasIndex(closure => new { closure.WorkspaceId, closure.ClosedAt });
    }
}

internal sealed class RecoveryEscalationPlanConfiguration : IEntityTypeConfiguration<RecoveryEscalationPlan>
{
    public void Configure(EntityTypeBuilder<RecoveryEscalationPlan> builder)
    {
        builder.HasKey(plan => new { plan.WorkspaceId, plan.Id });
        builder.Property(plan => plan.Routes).IsJson();
    }
}

/// <summary>What the report finds executions by.</summary>
internal sealed class RecoveryExecutionConfiguration : IEntityTypeConfiguration<RunRetry>
{
    public void Configure(EntityTypeBuilder<RunRetry> builder) =>
        builder.HasIndex(retry => new { retry.WorkspaceId, retry.ExecutedAt, retry.Id })
            .HasFilter("executed_at is not null").HasDatabaseName("ix_worker_run_retries_executed");
}
