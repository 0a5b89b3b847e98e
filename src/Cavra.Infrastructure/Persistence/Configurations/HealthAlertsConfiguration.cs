using Cavra.Domain.HealthAlerts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cavra.Infrastructure.Persistence.Configurations;

internal sealed class HealthEpisodeConfiguration : IEntityTypeConfiguration<HealthEpisode>
{
    public void Configure(EntityTypeBuilder<HealthEpisode> builder)
    {
        builder.HasKey(episode => new { episode.WorkspaceId, episode.Id });
        builder.Property<uint>("Version").IsRowVersion();

        // Of several replicas that see the same trouble begin, this index lets one begin the episode.
        builder.HasIndex(episode => episode.WorkspaceId)
            .HasFilter("ended_at is null").IsUnique().HasDatabaseName("ix_health_episodes_one_open");
    }
}

internal sealed class HealthAlertPlanConfiguration : IEntityTypeConfiguration<HealthAlertPlan>
{
    public void Configure(EntityTypeBuilder<HealthAlertPlan> builder)
    {
        builder.HasKey(plan => new { plan.WorkspaceId, plan.Id });
        builder.Ignore(plan => plan.Escalates);
        builder.Property(plan => plan.SuppressedProviders).IsJson();
        builder.Property(plan => plan.Alerts).IsJson();
        builder.HasIndex(plan => new { plan.WorkspaceId, plan.HealthId, plan.Id });
    }
}

internal sealed class HealthAlertRouteConfiguration : IEntityTypeConfiguration<HealthAlertRoute>
{
    public void Configure(EntityTypeBuilder<HealthAlertRoute> builder)
    {
        builder.HasKey(route => new { route.WorkspaceId, route.Id });

        // A repeat, an answer and a recovery may come at once: the first counts, the others look again.
        builder.Property<uint>("Version").IsRowVersion();

        // A connector takes the alert of a plan once, however often its taking is reported.
        builder.HasIndex(route => new { route.WorkspaceId, route.PlanId, route.Connector }).IsUnique();
        builder.HasIndex(route => new { route.WorkspaceId, route.EpisodeId });
        builder.HasIndex(route => new { route.WorkspaceId, route.HealthId });
        builder.HasIndex(route => new { route.WorkspaceId, route.UnacknowledgedSince })
            .HasFilter("state in ('open', 'dismissed')").HasDatabaseName("ix_health_alert_routes_unsettled");
    }
}

internal sealed class HealthAlertAcknowledgementConfiguration : IEntityTypeConfiguration<HealthAlertAcknowledgement>
{
    public void Configure(EntityTypeBuilder<HealthAlertAcknowledgement> builder)
    {
        builder.HasKey(acknowledgement => new { acknowledgement.WorkspaceId, acknowledgement.Id });
        builder.HasIndex(acknowledgement => new { acknowledgement.WorkspaceId, acknowledgement.HealthId });
    }
}
