using System.CommandLine;
using System.Text.Json.Nodes;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Recovery;

/// <summary><c>cavra recovery close</c>: a person's word on the recovery of a connector.</summary>
internal static class CloseRecovery
{
    public static Command Create(Terminal terminal)
    {
        var playbook = new Argument<string>("playbook") { Description = "The playbook's id." };
        var provider = new Option<string>("--provider") { Description = "The connector that is meant.", Required = true };
        var state = new Option<string>("--state") { Description = "What is said of it.", Required = true };
        state.AcceptOnlyFromAmong("resolved", "mitigated", "deferred", "escalated", "reopened");
        var proofs = new Option<string[]>("--verified-by")
        {
            Description = "The id of an execution, an attempt or a connector test that proves it; may be given several times. Needed to resolve.",
            HelpName = "id",
        };
        var reference = new Option<string?>("--ref") { Description = "A ticket or change number." };
        var notes = new Option<string?>("--notes") { Description = "How. Needed to mitigate; kept as evidence after redaction." };

        return ServerVerb.Create(
            "close", "Resolve, mitigate, defer, escalate or reopen the recovery of a connector.", terminal,
            [playbook, provider, state, proofs, reference, notes],
            (parsed, server, cancellationToken) =>
            {
                var given = parsed.GetValue(proofs) ?? [];
                var body = Reply.Body(
                    ("provider", parsed.GetValue(provider)),
                    ("closure_state", parsed.GetValue(state)),
                    ("verification_refs", given.Length == 0 ? null : new JsonArray([.. given.Select(id => JsonValue.Create(id))])),
                    ("external_ref", parsed.GetValue(reference)),
                    ("notes", parsed.GetValue(notes)));
                return server.PostAsync<Answer>(
                    WirePaths.RecoveryClosures(parsed.GetRequiredValue(playbook)), body,
                    answer => terminal.Say(
                        $"{answer.Closure["closure_state"]} for {answer.Closure["connector"]} by {answer.Actor.Actor}: "
                        + $"{answer.Closure["closure_id"]}."),
                    cancellationToken);
            });
    }

    private sealed record Answer(JsonObject Closure, Person Actor);

    private sealed record Person(string Actor);
}
