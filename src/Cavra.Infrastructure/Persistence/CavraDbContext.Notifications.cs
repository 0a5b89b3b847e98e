using Cavra.Domain.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Infrastructure.Persistence;

internal sealed partial class CavraDbContext
{
    public DbSet<NotificationPlan> NotificationPlans => Set<NotificationPlan>();

    public DbSet<NotificationRoute> NotificationRoutes => Set<NotificationRoute>();

    public DbSet<NotificationAcknowledgement> NotificationAcknowledgements => Set<NotificationAcknowledgement>();

    public DbSet<EscalationPlan> EscalationPlans => Set<EscalationPlan>();
}
