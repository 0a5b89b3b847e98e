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

/// <summary>What a person says who answers a notification or an alert.</summary>
internal sealed class AnswerOptions
{
    private readonly Option<string> _connector = new("--connector")
    {
        Description = "The connector, or provider, that told it.",
        Required = true,
    };

    private readonly Option<string?> _state = new("--state") { Description = "The answer; else acknowledged." };

    private readonly Option<string?> _plan = new("--plan") { Description = "The plan by which it was sent; else the newest." };

    private readonly Option<string?> _note = new("--note") { Description = "Kept as evidence after redaction." };

    private readonly Option<string?> _reference = new("--external-ref") { Description = "A ticket or change number." };

    public AnswerOptions() => _state.AcceptOnlyFromAmong("acknowledged", "dismissed", "escalated", "resolved");

    public IEnumerable<Option> All => [_connector, _state, _plan, _note, _reference];

    public IEnumerable<(string Name, object? Value)> Members(ParseResult parsed) =>
    [
        ("provider", parsed.GetValue(_connector)),
        ("acknowledgement_state", parsed.GetValue(_state)),
        ("plan_id", parsed.GetValue(_plan)),
        ("notes", parsed.GetValue(_note)),
        ("external_ref", parsed.GetValue(_reference)),
    ];
}
