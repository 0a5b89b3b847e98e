using Cavra.Domain.RetryPlans;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cavra.Infrastructure.Persistence.Configurations;

internal sealed class RetryPlanConfiguration : IEntityTypeConfiguration<RetryPlan>
{
    public void Configure(EntityTypeBuilder<RetryPlan> builder)
    {
        builder.HasKey(plan => new { plan.WorkspaceId, plan.Id });
        builder.Property(plan => plan.GeneratedBy).IsJson();
        builder.Property(plan => plan.Policy).IsJson();
        builder.HasMany(plan => plan.Decisions).WithOne()
            .HasForeignKey(decision => new { decision.WorkspaceId, decision.RetryPlanId });
    }
}

internal sealed class RetryDecisionConfiguration : IEntityTypeConfiguration<RetryDecision>
{
    public void Configure(EntityTypeBuilder<RetryDecision> builder)
    {
        builder.HasKey(decision => new { decision.WorkspaceId, decision.RetryPlanId, decision.DestinationId });
        builder.HasIndex(decision => new { decision.WorkspaceId, decision.DestinationId, decision.RetryPlanId });
    }
}

internal sealed class RetryAcknowledgementConfiguration : IEntityTypeConfiguration<RetryAcknowledgement>
{
    public void Configure(EntityTypeBuilder<RetryAcknowledgement> builder)
    {
        builder.HasKey(acknowledgement => new { acknowledgement.WorkspaceId, acknowledgement.Id });
        builder.Property(acknowledgement => acknowledgement.AcknowledgedBy).IsJson();
        builder.Property(acknowledgement => acknowledgement.Destinations).IsJson();

        // The version of a plan is how often it was answered.
        builder.HasIndex(acknowledgement => new { acknowledgement.WorkspaceId, acknowledgement.RetryPlanId });
    }
}
