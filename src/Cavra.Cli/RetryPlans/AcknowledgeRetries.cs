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
        var destination = new Option<string?>("--destination") { Description = "One destination only." };
        var until = new Option<string?>("--defer-until")
        {
            Description = "With deferred: until when, ISO 8601 with offset, at most 30 days ahead; else 24 hours.",
            HelpName = "instant",
        };
        var reference = new Option<string?>("--ref") { Description = "A ticket or change number." };
        var notes = new Option<string?>("--notes") { Description = "Why. Needed to dismiss; kept as evidence after redaction." };
        var key = IdempotencyOption.Create("Without it every call is a decision of its own.");

        return ServerVerb.Create(
            "ack", "Accept, defer, escalate, resolve or dismiss what a retry plan proposes.", terminal,
            [plan, provider, state, delivery, audit, destination, until, reference, notes, key],
            (parsed, server, cancellationToken) =>
            {
                var body = Reply.Body(
                    ("provider", parsed.GetValue(provider)),
                    ("acknowledgement_state", parsed.GetValue(state)),
                    ("delivery_id", parsed.GetValue(delivery)),
                    ("audit_id", parsed.GetValue(audit)),
                    ("destination_id", parsed.GetValue(destination)),
                    ("defer_until", parsed.GetValue(until)),
                    ("external_ref", parsed.GetValue(reference)),
                    ("notes", parsed.GetValue(notes)));
                return server.PostAsync<Answer>(
                    WirePaths.RetryAcknowledgements(parsed.GetRequiredValue(plan)), body,
                    answer => Show(terminal, answer), cancellationToken, idempotencyKey: parsed.GetValue(key));
            });
    }

    private static void Show(Terminal terminal, Answer answer)
    {
        var destinations = answer.Acknowledgement["destinations"]!.AsArray();
        terminal.Say(
            $"{answer.Acknowledgement["acknowledgement_state"]} for {answer.Acknowledgement["connector"]} by {answer.Actor.Actor}, "
            + $"{destinations.Count} {(destinations.Count == 1 ? "destination" : "destinations")}: {answer.Acknowledgement["acknowledgement_id"]}.");
        foreach (var destination in destinations)
        {
            terminal.Say($"  {destination}");
        }
    }

    private sealed record Answer(JsonObject Acknowledgement, Person Actor);

    private sealed record Person(string Actor);
}
