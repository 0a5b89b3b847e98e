using Cavra.Domain.HealthAlerts;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Infrastructure.Persistence;

internal sealed partial class CavraDbContext
{
    public DbSet<HealthEpisode> HealthEpisodes => Set<HealthEpisode>();

    public DbSet<HealthAlertPlan> HealthAlertPlans => Set<HealthAlertPlan>();

    public DbSet<HealthAlertRoute> HealthAlertRoutes => Set<HealthAlertRoute>();

    public DbSet<HealthAlertAcknowledgement> HealthAlertAcknowledgements => Set<HealthAlertAcknowledgement>();
}
