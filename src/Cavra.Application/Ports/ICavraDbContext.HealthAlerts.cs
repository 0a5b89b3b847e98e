using Cavra.Domain.HealthAlerts;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Ports;

public partial interface ICavraDbContext
{
    DbSet<HealthEpisode> HealthEpisodes { get; }

    DbSet<HealthAlertPlan> HealthAlertPlans { get; }

    DbSet<HealthAlertRoute> HealthAlertRoutes { get; }

    DbSet<HealthAlertAcknowledgement> HealthAlertAcknowledgements { get; }
}
