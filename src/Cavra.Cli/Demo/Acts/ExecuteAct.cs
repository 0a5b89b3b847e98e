using System.Text.Json.Nodes;
using Cavra.Cli.Serving;

namespace Cavra.Cli.Demo.Acts;

/// <summary>The SIEM is mended, and an executor has sent what is approved: that, once, and nothing else.</summary>
internal static class ExecuteAct
{
    public static async Task<SentRetry> PlayAsync(Cast cast, CancellationToken cancellationToken)
    {
        var (narrator, receiver) = (cast.Narrator, cast.Receiver);
        narrator.Act(8, "The SIEM is mended, and what is approved is sent");
        receiver.IsSiemDown = false;
        narrator.Tell("(The demo's SIEM answers 200 from here on.)");
        var taken = receiver.Taken;
        var run = await RunAsync(cast, cancellationToken);
        var records = run.List("retry_results").Select(result => result.At("execution_record")).ToList();
        foreach (var record in records)
        {
            narrator.Answer($"{record.Text("delivery_id")}: {record.Text("execution_status")} {record["reason"]}");
        }

        var delivered = records.Where(record => record.Text("execution_status") is "delivered").ToList();
        narrator.Check(delivered.Count == 1 && receiver.Taken == taken + 1, "The approved retry was sent and arrived; what nobody approved was skipped.");
        narrator.Check(
            delivered is [var only] && only.Text("approved_by.0") is Cast.ApproverName && only.Text("executed_by") is Cast.ExecutorName,
            "Its record names who approved and who executed.");

        var again = await RunAsync(cast, cancellationToken);
        narrator.Check(
            again.Number("run.summary.delivered_count") == 0 && receiver.Taken == taken + 1, "Another live run sends nothing: the approval is spent.");
        return new SentRetry(delivered[0].Text("execution_id"), delivered[0].Text("destination_id"), delivered[0].Text("delivery_id"));
    }

    private static Task<JsonNode> RunAsync(Cast cast, CancellationToken cancellationToken) => cast.Executor.PostAsync(
        WirePaths.WorkerRun, new JsonObject { ["execute"] = true, ["retries"] = 0 }, cancellationToken);
}

/// <summary>The live retry that arrived.</summary>
internal sealed record SentRetry(string ExecutionId, string DestinationId, string DeliveryId);
