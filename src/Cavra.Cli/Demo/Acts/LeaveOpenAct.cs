using System.Text.Json.Nodes;
using Cavra.Cli.Serving;

namespace Cavra.Cli.Demo.Acts;

/// <summary>For whoever stays to look around: drills, a paused connector, and some things that are theirs to do.</summary>
internal static class LeaveOpenAct
{
    public static async Task PlayAsync(Cast cast, CancellationToken cancellationToken)
    {
        var (manager, narrator) = (cast.Manager, cast.Narrator);
        narrator.Act(12, "Some things are left open, for you");
        cast.Receiver.IsSiemDown = true;
        narrator.Tell("The SIEM is down again.");
        await DeliverAct.ToSiemAsync(cast, cancellationToken);
        cast.CatchUp();
        await manager.PostAsync(WirePaths.RetryPlan, [], cancellationToken);
        var alert = await manager.PostAsync($"{WirePaths.HealthAlerts}/deliver", new JsonObject { ["force"] = true }, cancellationToken);
        narrator.Check(alert.Flag("success"), $"An alert is in {DemoReceiver.Chat}, and nobody has answered it.");

        var open = await manager.GetAsync($"{WirePaths.AuditDelivery}/loops?gate=reviewed&open=true", cancellationToken);
        narrator.Check(open.Number("total") == 1, "One more delivery has failed, and awaits somebody's decision.");

        var passed = await manager.PostAsync(WirePaths.Drills, Drill(cast.Clock, "staging", daysAgo: 9, minutes: 12), cancellationToken);
        var failed = await manager.PostAsync(WirePaths.Drills, Drill(cast.Clock, "production", daysAgo: 2, minutes: 47), cancellationToken);
        narrator.Check(passed.Flag("drill.passed") && !failed.Flag("drill.passed"), "A drill in staging passed; one in production took too long, and failed.");

        var paused = await manager.PostAsync(
            WirePaths.PauseConnector(DemoReceiver.Archive), new JsonObject { ["reason"] = "Its certificate is being renewed." }, cancellationToken);
        narrator.Check(paused.Text("actor.actor") is "release-manager", $"{DemoReceiver.Archive} is paused, by name and with a reason.");
        narrator.Tell($"Left for you: decide on the failed delivery, answer the alert and the breached route, resume {DemoReceiver.Archive}.");
    }

    private static JsonObject Drill(DemoClock clock, string environment, int daysAgo, int minutes) => new()
    {
        ["drill_id"] = $"{environment}-rollback",
        ["environment"] = environment,
        ["executed_at"] = (clock.GetUtcNow() - TimeSpan.FromDays(daysAgo)).ToString("yyyy-MM-dd'T'HH:00:00'Z'", System.Globalization.CultureInfo.InvariantCulture),
        ["target_mode"] = "disabled",
        ["status"] = "pass",
        ["fallback_verified"] = true,
        ["recovery_minutes"] = minutes,
        ["max_recovery_minutes"] = 30,
        ["runbook_ref"] = "runbook://go-backend/rollback",
    };
}
