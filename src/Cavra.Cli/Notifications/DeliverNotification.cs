using System.CommandLine;
using Cavra.Cli.AuditDeliveries;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Notifications;

/// <summary><c>cavra notifications deliver</c>: tells the owners of a drill schedule how it stands.</summary>
internal static class DeliverNotification
{
    public static Command Create(Terminal terminal)
    {
        var schedule = new Option<string?>("--schedule") { Description = "Which drill schedule; else the one that is most urgent." };
        var connector = new Option<string?>("--connector") { Description = "One connector, provider or a comma list; else all." };
        var force = new Option<bool>("--force") { Description = "Also when the schedule is healthy." };
        var send = new SendOptions();

        return ServerVerb.Create(
            "deliver", "Tell the owners of a drill schedule how it stands. Exit code 1 unless it arrives everywhere.", terminal,
            [schedule, connector, force, .. send.All],
            (parsed, server, cancellationToken) =>
            {
                var body = Reply.Body(
                [
                    ("schedule_id", parsed.GetValue(schedule)),
                    ("provider", parsed.GetValue(connector)),
                    ("force", parsed.GetValue(force)),
                    .. send.Members(parsed),
                ]);
                return server.PostAsync<Answer>(
                    WirePaths.NotificationDelivery, body, answer => Show(terminal, answer), cancellationToken,
                    answer => answer.Success ? ExitCode.Fine : ExitCode.Unwell);
            });
    }

    private static void Show(Terminal terminal, Answer answer)
    {
        var plan = answer.Plan;
        terminal.Say($"Plan {plan.PlanId} for {plan.ScheduleId ?? "no schedule"} ({plan.AlertLevel}): "
            + $"{plan.DeliverableRouteCount} routes to deliver, {plan.SuppressedRouteCount} suppressed.");
        SentView.Show(terminal, answer.Delivery, $"Nothing was sent. {plan.Reason}".TrimEnd());
    }

    private sealed record Answer(Plan Plan, bool Success, SentView? Delivery = null);

    private sealed record Plan(
        string PlanId, string AlertLevel, int DeliverableRouteCount, int SuppressedRouteCount, string? ScheduleId = null,
        string? Reason = null);
}
