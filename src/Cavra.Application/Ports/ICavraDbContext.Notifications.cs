using Cavra.Domain.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Ports;

public partial interface ICavraDbContext
{
    DbSet<NotificationPlan> NotificationPlans { get; }

    DbSet<NotificationRoute> NotificationRoutes { get; }

    DbSet<NotificationAcknowledgement> NotificationAcknowledgements { get; }

    DbSet<EscalationPlan> EscalationPlans { get; }
}
