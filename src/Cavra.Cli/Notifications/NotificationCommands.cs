using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Notifications;

/// <summary><c>cavra notifications</c>: telling owners about their drills, and answering.</summary>
internal static class NotificationCommands
{
    public static Command Create(Terminal terminal) => new("notifications", "Tell owners about their drill schedules, and answer what was told.")
    {
        DeliverNotification.Create(terminal),
        Routes(terminal),
        AcknowledgeNotification.Create(terminal),
    };

    private static Command Routes(Terminal terminal) => ListVerb.Create(
        "routes", "List to whom a notification went, or why not, newest first.", terminal, WirePaths.NotificationRoutes,
        [
            Filter.Text("schedule_id", "One drill schedule.", "--schedule"),
            Filter.Text("provider", "One connector or provider.", "--connector"),
            Filter.Text("owner", "One owner."),
            Filter.OneOf("action", "Whether it was sent.", ["deliver", "suppress"]),
            Filter.OneOf("category", "Why.", ["deliver", "maintenance_window", "owner_calendar", "healthy_schedule", "other"]),
            Filter.Flag("outstanding", "Those that await an answer; with false the others."),
        ],
        new ListTable<Route>(
            ["when", "schedule", "owner", "connector", "action", "answer", "by"],
            route =>
            [
                route.RouteCreatedAt, route.ScheduleId, route.Owner, route.Connector,
                route.Category == route.Action ? route.Action : $"{route.Action}: {route.Category}", route.AcknowledgementState,
                route.AcknowledgedBy,
            ],
            "There is no such route."));

    private sealed record Route(
        DateTimeOffset RouteCreatedAt, string ScheduleId, string Owner, string Connector, string Action, string Category,
        string? AcknowledgementState = null, string? AcknowledgedBy = null);
}
