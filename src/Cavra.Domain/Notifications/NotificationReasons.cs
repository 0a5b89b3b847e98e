using Cavra.Domain.Drills;

namespace Cavra.Domain.Notifications;

/// <summary>The sentences that say why a notification goes out or does not.</summary>
internal static class NotificationReasons
{
    public static string ToTell(ScheduleReadiness status) => status switch
    {
        ScheduleReadiness.NeedsAttention => "The schedule needs attention.",
        ScheduleReadiness.DueSoon => "The next drill is due soon.",
        _ => "The call forces it, although the schedule is healthy.",
    };

    public static string OfPlan(IReadOnlyList<RouteDecision> decisions, ScheduleReadiness status)
    {
        if (decisions.Count == 0)
        {
            return "No owner of the schedule is routed to a selected connector.";
        }

        if (decisions.Any(decision => decision.Action is RouteAction.Deliver))
        {
            return ToTell(status);
        }

        return decisions.All(decision => decision.Category is RouteCategory.HealthySchedule)
            ? decisions[0].Reason
            : "Every route is suppressed; each says why.";
    }
}
