using Cavra.Domain.Notifications;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cavra.Infrastructure.Persistence.Configurations;

internal sealed class NotificationPlanConfiguration : IEntityTypeConfiguration<NotificationPlan>
{
    public void Configure(EntityTypeBuilder<NotificationPlan> builder)
    {
        builder.HasKey(plan => new { plan.WorkspaceId, plan.Id });
        builder.HasIndex(plan => new { plan.WorkspaceId, plan.ScheduleId, plan.GeneratedAt });
        builder.Property(plan => plan.RouteDecisions).IsJson();
    }
}

internal sealed class NotificationRouteConfiguration : IEntityTypeConfiguration<NotificationRoute>
{
    public void Configure(EntityTypeBuilder<NotificationRoute> builder)
    {
        builder.HasKey(route => new { route.WorkspaceId, route.Id });
        builder.HasOne<NotificationPlan>().WithMany()
            .HasForeignKey(route => new { route.WorkspaceId, route.PlanId })
            .OnDelete(DeleteBehavior.Restrict);
        builder.Property(route => route.MaintenanceWindow).IsJson();
        builder.HasIndex(route => new { route.WorkspaceId, route.ScheduleId, route.Id });

        // What awaits an answer, oldest first: the dashboards' and the escalation's whole question.
        builder.HasIndex(route => new { route.WorkspaceId, route.CreatedAt }, "ix_notification_routes_outstanding")
            .HasFilter("action = 'deliver' AND NOT is_settled");
        builder.HasIndex(route => new { route.WorkspaceId, route.CreatedAt }, "ix_notification_routes_suppressed")
            .HasFilter("action = 'suppress'");

        // Of two people who answer at once, the second is told that the first was there.
        builder.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class NotificationAcknowledgementConfiguration : IEntityTypeConfiguration<NotificationAcknowledgement>
{
    public void Configure(EntityTypeBuilder<NotificationAcknowledgement> builder)
    {
        builder.HasKey(acknowledgement => new { acknowledgement.WorkspaceId, acknowledgement.Id });
        builder.HasOne<NotificationPlan>().WithMany()
            .HasForeignKey(acknowledgement => new { acknowledgement.WorkspaceId, acknowledgement.PlanId })
            .OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class EscalationPlanConfiguration : IEntityTypeConfiguration<EscalationPlan>
{
    public void Configure(EntityTypeBuilder<EscalationPlan> builder)
    {
        builder.HasKey(plan => new { plan.WorkspaceId, plan.Id });
        builder.Property(plan => plan.Routes).IsJson();
    }
}
