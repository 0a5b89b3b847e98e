using System.Text.Json.Nodes;
using Cavra.Cli.Serving;

namespace Cavra.Cli.Demo.Acts;

/// <summary>A person decides on every failed delivery, in every way there is.</summary>
internal static class DecideAct
{
    private static readonly (string State, string? Notes)[] Decisions =
    [
        ("accepted", null),
        ("deferred", "The SIEM is being moved tonight."),
        ("escalated", "The SIEM's owner has to say when it is back."),
        ("resolved", "Handed to the auditor by hand."),
        ("dismissed", "A copy of the delivery before it."),
    ];

    public static async Task PlayAsync(Cast cast, string planId, IReadOnlyList<string> deliveries, CancellationToken cancellationToken)
    {
        var narrator = cast.Narrator;
        narrator.Act(5, "Every failed delivery gets a decision, by a person and with a reason");
        foreach (var ((state, notes), delivery) in Decisions.Zip(deliveries))
        {
            var body = new JsonObject
            {
                ["provider"] = DemoReceiver.Siem,
                ["delivery_id"] = delivery,
                ["acknowledgement_state"] = state,
            };
            if (notes is not null)
            {
                body["notes"] = notes;
            }

            var answer = await cast.Manager.PostAsync(WirePaths.RetryAcknowledgements(planId), body, cancellationToken);
            narrator.Check(
                answer.Text("actor.actor") is "release-manager" && answer.Text("metadata.evidence_id").Length > 0,
                $"Recorded as {state}, with evidence.");
        }

        var sent = cast.Receiver.Refused;
        var live = await cast.Administrator.PostAsync(WirePaths.WorkerRun, new JsonObject { ["execute"] = true }, cancellationToken);
        var results = live.List("retry_results");
        narrator.Check(
            results.Count > 0 && results.All(result => result["skipped"]?.ToString() is "approval_required") && cast.Receiver.Refused == sent,
            "A live run sends nothing without an approval, and the refusal is on record.");
    }
}
