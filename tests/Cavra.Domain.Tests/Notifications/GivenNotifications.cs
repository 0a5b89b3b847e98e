using Cavra.Domain.Abstractions;
using Cavra.Domain.Connectors;
using Cavra.Domain.Drills;
using Cavra.Domain.Notifications;
using Cavra.Domain.Tests.Drills;

namespace Cavra.Domain.Tests.Notifications;

internal static class GivenNotifications
{
    public static readonly DateTimeOffset Noon = GivenDrills.Noon;

    public static readonly IReadOnlyList<Connector> Connectors = [GivenDrills.Webhook, GivenDrills.Siem];

    public static readonly NotificationCall Call = new() { Connectors = Connectors };

    /// <summary>The terms of a schedule that is overdue at noon.</summary>
    public static DrillScheduleTerms Overdue() => GivenDrills.Terms() with { NextDueAt = Noon.AddDays(-300) };

    /// <summary>The terms of a schedule that is neither overdue nor due soon at noon.</summary>
    public static DrillScheduleTerms Healthy() => GivenDrills.Terms() with { NextDueAt = Noon.AddDays(100) };

    /// <summary>One connector, two owners, and no routes of their own.</summary>
    public static DrillScheduleTerms TwoOwnersOfOneConnector() =>
        Overdue() with { OwnerRoutes = [], NotificationProviders = ["webhook"] };

    public static Result<NotificationPlan> Decided(
        DrillScheduleTerms terms, NotificationCall? call = null, DateTimeOffset? at = null)
    {
        var now = at ?? Noon;
        var schedule = GivenDrills.ASchedule(terms);
        var report = ScheduleReport.Of(schedule, LatestDrills.None, (call ?? Call).Connectors, dueSoonDays: 14, now);

        return NotificationPlan.Decide(schedule, report, call ?? Call, GivenDrills.Dana, now);
    }

    public static NotificationPlan APlan(DrillScheduleTerms terms, NotificationCall? call = null, DateTimeOffset? at = null) =>
        Decided(terms, call, at).Value;
}
