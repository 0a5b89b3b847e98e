using System.Text.Json.Nodes;
using Cavra.Cli.Serving;

namespace Cavra.Cli.Demo.Acts;

/// <summary>Health says what is wrong and what to do; somebody is alerted and answers.</summary>
internal static class AlertAct
{
    public static async Task PlayAsync(Cast cast, CancellationToken cancellationToken)
    {
        var (manager, narrator) = (cast.Manager, cast.Narrator);
        narrator.Act(4, "Worker health: what is wrong now, who is told, who answers");
        var health = await manager.GetAsync(WirePaths.WorkerHealth, cancellationToken);
        narrator.Answer($"{health.Text("alert_level")} {health.Text("health_id")}");
        foreach (var finding in health.List("alerts"))
        {
            var next = health.List("recommendations").FirstOrDefault(step => step.Text("category") == finding.Text("category"));
            narrator.Answer($"{finding.Text("severity")}: {finding.Text("message")} Next: {next?["text"]}");
        }

        narrator.Check(health.Text("alert_level") is not "healthy", "Health says that something is wrong, and what to do next.");

        var taken = cast.Receiver.Taken;
        var alert = await manager.PostAsync($"{WirePaths.HealthAlerts}/deliver", [], cancellationToken);
        narrator.Answer($"success {alert.Text("success")}, delivered to {DemoReceiver.Chat}");
        narrator.Check(alert.Flag("success") && cast.Receiver.Taken == taken + 1, "The alert went to the one connector that is marked for alerts.");

        var acknowledged = await manager.PostAsync(
            $"{WirePaths.HealthAlerts}/{health.Text("health_id")}/acknowledgements",
            new JsonObject { ["provider"] = DemoReceiver.Chat, ["acknowledgement_state"] = "acknowledged", ["external_ref"] = "INC-7" }, cancellationToken);
        narrator.Check(
            acknowledged.Text("actor.actor") is "release-manager", "The alert is acknowledged, by name.");
    }
}
