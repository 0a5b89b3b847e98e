using System.CommandLine;
using Cavra.Cli.Notifications;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.HealthAlerts;

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
