using Cavra.Domain.Approvals;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cavra.Infrastructure.Persistence.Configurations;

internal sealed class ApprovalConfiguration : IEntityTypeConfiguration<Approval>
{
    public void Configure(EntityTypeBuilder<Approval> builder)
    {
        builder.HasKey(approval => new { approval.WorkspaceId, approval.Id });
        builder.Property(approval => approval.RequestedBy).IsJson();
        builder.Property(approval => approval.Binding).IsJson();
        builder.Property(approval => approval.Grants).IsJson();
        builder.Property(approval => approval.EndedBy).IsJson();
        builder.Property(approval => approval.AcceptedBy).IsJson();
        builder.Property(approval => approval.StaleBecause).IsJson();

        // Of somebody who denies it and a run that uses it, the second is refused.
        builder.Property<uint>("RowVersion").IsRowVersion();

        builder.HasIndex(approval => new { approval.WorkspaceId, approval.DestinationId })
            .HasFilter("ended_at is null").IsUnique().HasDatabaseName("ix_approvals_one_open");
        builder.HasIndex(approval => new { approval.WorkspaceId, approval.State, approval.Id });
    }
}

internal sealed class ApprovalPlanConfiguration : IEntityTypeConfiguration<ApprovalPlan>
{
    public void Configure(EntityTypeBuilder<ApprovalPlan> builder)
    {
        builder.HasKey(plan => new { plan.WorkspaceId, plan.Id });
        builder.Property(plan => plan.GeneratedBy).IsJson();
        builder.Property(plan => plan.Terms).IsJson();
        builder.HasMany(plan => plan.Decisions).WithOne()
            .HasForeignKey(decision => new { decision.WorkspaceId, decision.ApprovalPlanId });
    }
}

internal sealed class PlannedApprovalConfiguration : IEntityTypeConfiguration<PlannedApproval>
{
    public void Configure(EntityTypeBuilder<PlannedApproval> builder) =>
        builder.HasKey(decision => new { decision.WorkspaceId, decision.ApprovalPlanId, decision.DestinationId });
}

internal sealed class ApprovalDecisionConfiguration : IEntityTypeConfiguration<ApprovalDecision>
{
    public void Configure(EntityTypeBuilder<ApprovalDecision> builder)
    {
        builder.HasKey(decision => new { decision.WorkspaceId, decision.Id });
        builder.Property(decision => decision.DecidedBy).IsJson();
        builder.Property(decision => decision.Destinations).IsJson();
    }
}
