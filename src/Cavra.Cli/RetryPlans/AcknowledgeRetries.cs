using System.CommandLine;
using System.Text.Json.Nodes;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.RetryPlans;

/// <summary><c>cavra retry ack</c>: a person's decision on what a retry plan proposes.</summary>
internal static class AcknowledgeRetries
{
    public static Command Create(Terminal terminal)
    {
        var plan = new Argument<string>("plan") { Description = "The retry plan's id." };
        var provider = new Option<string>("--provider")
        {
            Description = "The connector whose decision this answers.",
            Required = true,
        };
        var state = new Option<string>("--state") { Description = "What is decided.", Required = true };
        state.AcceptOnlyFromAmong("accepted", "deferred", "escalated", "resolved", "dismissed");
        var delivery = new Option<string?>("--delivery") { Description = "One delivery only; else every one of that connector in the plan." };
        var audit = new Option<string?>("--audit") { Description = "One audit package only." };
        var until = new Option<string?>("--defer-until")
        {
            Description = "With deferred: until when, ISO 8601 with offset, at most 30 days ahead; else 24 hours.",
            HelpName = "instant",
        };
        var reference = new Option<string?>("--ref") { Description = "A ticket or change number." };
        var notes = new Option<string?>("--notes") { Description = "Why. Needed to dismiss; kept as evidence after redaction." };

        return ServerVerb.Create(
            "ack", "Accept, defer, escalate, resolve or dismiss what a retry plan proposes.", terminal,
            [plan, provider, state, delivery, audit, until, reference, notes],
            (parsed, server, cancellationToken) =>
            {
                var body = Reply.Body(
                    ("provider", parsed.GetValue(provider)),
                    ("acknowledgement_state", parsed.GetValue(state)),
                    ("delivery_id", parsed.GetValue(delivery)),
                    ("audit_id", parsed.GetValue(audit)),
                    ("defer_until", parsed.GetValue(until)),
                    ("external_ref", parsed.GetValue(reference)),
                    ("notes", parsed.GetValue(notes)));
                return server.PostAsync<Answer>(
                    WirePaths.RetryAcknowledgements(parsed.GetRequiredValue(plan)), body,
                    answer => Show(terminal, answer, parsed.GetRequiredValue(provider)), cancellationToken);
            });
    }

    private static void Show(Terminal terminal, Answer answer, string provider) => terminal.Say(
        $"{answer.Acknowledgement["acknowledgement_state"]} for {provider} by {answer.Actor.Actor}: "
        + $"{answer.Acknowledgement["acknowledgement_id"]}.");

    private sealed record Answer(JsonObject Acknowledgement, Person Actor);

    private sealed record Person(string Actor);
}
