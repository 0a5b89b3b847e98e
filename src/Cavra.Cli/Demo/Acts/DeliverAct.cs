using System.Text.Json.Nodes;
using Cavra.Cli.Serving;

namespace Cavra.Cli.Demo.Acts;

/// <summary>The answers are packed and sent to the SIEM, which is down.</summary>
internal static class DeliverAct
{
    private const int Deliveries = 5;

    /// <returns>The ids of the audit deliveries.</returns>
    public static async Task<IReadOnlyList<string>> PlayAsync(Cast cast, CancellationToken cancellationToken)
    {
        var narrator = cast.Narrator;
        narrator.Act(2, "The acknowledgements are packed and delivered to the SIEM, which answers 503");
        var ids = new List<string>();
        for (var turn = 0; turn < Deliveries; turn++)
        {
            var answer = await ToSiemAsync(cast, cancellationToken);
            ids.Add(answer.Text("delivery_plan.delivery_id"));
            var attempt = answer.At("delivery.deliveries.0");
            narrator.Answer(
                $"{answer.Text("delivery_plan.delivery_id")}: {attempt.Text("outcome")}, {attempt.Text("failure_class")}, status {attempt.Text("status_code")}");
            if (answer.Flag("success"))
            {
                narrator.Check(holds: false, "The delivery failed.");
            }
        }

        var open = await cast.Manager.GetAsync($"{WirePaths.AuditDelivery}/destinations?state=failed", cancellationToken);
        narrator.Check(open.Number("total") == Deliveries, $"All {Deliveries} destinations failed and stay open: nothing is given up, nothing is sent again by itself.");
        return ids;
    }

    /// <summary>Packs what was acknowledged, and tries once to deliver it to the SIEM.</summary>
    public static Task<JsonNode> ToSiemAsync(Cast cast, CancellationToken cancellationToken) => cast.Manager.PostAsync(
        WirePaths.AuditDelivery, new() { ["delivery_provider"] = DemoReceiver.Siem, ["retries"] = 0 }, cancellationToken);
}
