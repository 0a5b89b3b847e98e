using System.CommandLine;
using Cavra.Cli.Notifications;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.HealthAlerts;

/// <summary><c>cavra alerts</c>: telling people about the worker's health, and their answers.</summary>
internal static class AlertCommands
{
    public static Command Create(Terminal terminal) => new("alerts", "Alert people to the worker's health, and answer alerts.")
    {
        List(terminal),
        DeliverAlert.Create(terminal),
        AcknowledgeAlert.Create(terminal),
    };

    private static Command List(Terminal terminal) => ListVerb.Create(
        "list", "List what was alerted, delivered and answered, newest first.", terminal, WirePaths.HealthAlerts,
        [
            Filter.Text("health_id", "One state of worker health.", "--health"),
            Filter.Text("provider", "One connector or provider.", "--connector"),
            Filter.Text("metadata_kind", "The kind of record.", "--kind"),
            Filter.OneOf("acknowledgement_state", "How it was answered.", ["acknowledged", "dismissed", "escalated", "resolved"], "--state"),
            Filter.Flag("suppressed", "Alerts that were not sent; with false those that were."),
            Filter.Text("since", "From this instant, ISO 8601 with offset."),
            Filter.Text("until", "Before this instant, ISO 8601 with offset."),
        ],
        RecordRow.Table("There is no such alert."));
}

/// <summary><c>cavra alerts ack</c>: a person's answer to an alert.</summary>
internal static class AcknowledgeAlert
{
    public static Command Create(Terminal terminal)
    {
        var health = new Argument<string>("health") { Description = "The health id of the alert." };
        var answer = new AnswerOptions();
        return ServerVerb.Create(
            "ack", "Acknowledge, dismiss, escalate or resolve an alert.", terminal, [health, .. answer.All],
            (parsed, server, cancellationToken) => server.PostAsync<Answer>(
                WirePaths.HealthAlertAcknowledgements(parsed.GetRequiredValue(health)), Reply.Body(answer.Members(parsed)),
                kept => Show(terminal, kept.Acknowledgement), cancellationToken));
    }

    private static void Show(Terminal terminal, Acknowledgement kept) => terminal.Say(
        $"{kept.AcknowledgementState} for {kept.Provider} by {kept.AcknowledgedBy}: {kept.AcknowledgementId}");

    private sealed record Answer(Acknowledgement Acknowledgement);

    private sealed record Acknowledgement(string AcknowledgementId, string AcknowledgementState, string Provider, string AcknowledgedBy);
}
