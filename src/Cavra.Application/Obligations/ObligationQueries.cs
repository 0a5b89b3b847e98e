using System.Diagnostics;
using Cavra.Application.HealthAlerts;
using Cavra.Application.Loops;
using Cavra.Application.Notifications;
using Cavra.Application.Ports;
using Cavra.Domain.Loops;
using Cavra.Domain.Notifications;
using Cavra.Domain.Obligations;

namespace Cavra.Application.Obligations;

/// <summary>What is owed of each kind, counted over the rows that the kind's list shows.</summary>
internal static class ObligationQueries
{
    /// <summary>One row, or none where nothing is owed.</summary>
    public static IQueryable<Owed> Owed(this ICavraDbContext db, ObligationKind kind, DateTimeOffset now) => kind switch
    {
        ObligationKind.Review => db.Destinations.OpenLoops(now).WaitingAt(Gate.Reviewed, db.GatesPassed).GroupBy(_ => 1)
            .Select(all => new Owed(all.Count(), all.Min(loop => loop.OpenSince ?? loop.LeaseUntil)!.Value, null)),
        ObligationKind.AcknowledgeAlert => db.HealthAlertRoutes.Outstanding().GroupBy(_ => 1)
            .Select(all => new Owed(
                all.Count(), all.Min(alert => alert.UnacknowledgedSince),
                all.Count(alert => alert.UnacknowledgedSince.AddMinutes(alert.AcknowledgementMinutes) < now))),
        ObligationKind.AcknowledgeRoute => db.NotificationRoutes.Outstanding().GroupBy(_ => 1)
            .Select(all => new Owed(
                all.Count(), all.Min(route => route.CreatedAt),
                all.Count(route => route.CreatedAt.AddMinutes(route.OwnerMinutes ?? AcknowledgementTime.DefaultMinutes) < now))),
        _ => throw new UnreachableException($"{kind} is no kind of obligation."),
    };
}
