using System.CommandLine;
using Cavra.Cli.AuditDeliveries;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.HealthAlerts;

/// <summary><c>cavra alerts deliver</c>: alerts people to what is wrong with the worker and its deliveries.</summary>
internal static class DeliverAlert
{
    public static Command Create(Terminal terminal)
    {
        var connector = new Option<string?>("--connector") { Description = "One connector, provider or a comma list; else those for alerts." };
        var force = new Option<bool>("--force") { Description = "Also when all is healthy or was alerted before." };
        var window = NumberOption.Whole(
            "--suppression-window-minutes", 1, 1_440, "For how long the same is not alerted again, 1 to 1440; else 60.");
        var most = NumberOption.Whole("--max-alerts", 1, 100, "How many findings at most, 1 to 100; else 20.");
        var send = new SendOptions();

        return ServerVerb.Create(
            "deliver", "Alert people to what is wrong now. Exit code 1 unless it arrives everywhere.", terminal,
            [connector, force, window, most, .. send.All],
            (parsed, server, cancellationToken) =>
            {
                var body = Reply.Body(
                [
                    ("provider", parsed.GetValue(connector)),
                    ("force", parsed.GetValue(force)),
                    ("suppression_window_minutes", parsed.GetValue(window)),
                    ("max_alerts", parsed.GetValue(most)),
                    .. send.Members(parsed),
                ]);
                return server.PostAsync<Answer>(
                    WirePaths.HealthAlertDelivery, body, answer => Show(terminal, answer), cancellationToken,
                    answer => answer.Success ? ExitCode.Fine : ExitCode.Unwell);
            });
    }

    private static void Show(Terminal terminal, Answer answer)
    {
        var plan = answer.Plan;
        terminal.Say($"{plan.AlertLevel}, {plan.ReasonCode}: {plan.AlertCount} findings. {plan.HealthId}");
        SentView.Show(terminal, answer.Delivery, "Nothing was sent.");
    }

    private sealed record Answer(Plan Plan, bool Success, SentView? Delivery = null);

    private sealed record Plan(string HealthId, string AlertLevel, int AlertCount, string ReasonCode);
}
