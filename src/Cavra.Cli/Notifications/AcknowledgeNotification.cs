using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Notifications;

/// <summary><c>cavra notifications ack</c>: a person's answer to what was told about a drill schedule.</summary>
internal static class AcknowledgeNotification
{
    public static Command Create(Terminal terminal)
    {
        var schedule = new Argument<string>("schedule") { Description = "The schedule's id." };
        var answer = new AnswerOptions();
        return ServerVerb.Create(
            "ack", "Acknowledge, dismiss, escalate or resolve what was told about a drill schedule.", terminal, [schedule, .. answer.All],
            (parsed, server, cancellationToken) => server.PostAsync<Answer>(
                WirePaths.NotificationAcknowledgements(parsed.GetRequiredValue(schedule)), Reply.Body(answer.Members(parsed)),
                kept => Show(terminal, kept.Acknowledgement), cancellationToken));
    }

    private static void Show(Terminal terminal, Acknowledgement kept) => terminal.Say(
        $"{kept.AcknowledgementState} {kept.ScheduleId} for {kept.Provider} by {kept.AcknowledgedBy}, "
        + $"{kept.RouteCount} {(kept.RouteCount == 1 ? "route" : "routes")}: {kept.AcknowledgementId}");

    private sealed record Answer(Acknowledgement Acknowledgement);

    private sealed record Acknowledgement(
        string AcknowledgementId, string AcknowledgementState, string ScheduleId, string Provider, string AcknowledgedBy, int RouteCount);
}
