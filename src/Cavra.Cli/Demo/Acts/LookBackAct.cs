using System.Text.Json.Nodes;
using Cavra.Cli.Serving;

namespace Cavra.Cli.Demo.Acts;

/// <summary>Records, dashboard and loops: who did what, and the evidence of it.</summary>
internal static class LookBackAct
{
    public static async Task PlayAsync(Cast cast, int deliveries, CancellationToken cancellationToken)
    {
        var (manager, narrator) = (cast.Manager, cast.Narrator);
        narrator.Act(11, "Looking back: who did what, and the evidence of it");
        var records = await manager.GetAsync($"{WirePaths.Notifications}?actor=release-manager", cancellationToken);
        narrator.Check(records.Number("total") > 0, $"{records.Text("total")} records name the release manager.");

        var dashboard = await manager.GetAsync($"{WirePaths.Notifications}/dashboard", cancellationToken);
        narrator.Answer($"{dashboard.Text("alert_level")}: {dashboard.Text("failed_acknowledgement_audit_delivery_count")} failed audit deliveries, "
            + $"{dashboard.Text("acknowledgement_audit_delivery_retry_ack_count")} retry acknowledgements");

        var loops = await manager.GetAsync($"{WirePaths.AuditDelivery}/loops", cancellationToken);
        narrator.Table(
            ["delivery", "state", "next open gate", "noticed", "routed", "reviewed"],
            loops.List("items").Select(loop => (object?[])
            [
                loop.Text("delivery_id"), loop.Text("state"), loop["open_gate"]?.ToString(), Passed(loop, "noticed"), Passed(loop, "routed"), Passed(loop, "reviewed"),
            ]));
        narrator.Check(loops.Number("total") == deliveries, $"There are {deliveries} loops, each with its gates.");
        narrator.Check(
            loops.List("items").All(loop => Passed(loop, "noticed") is not "-" && Passed(loop, "reviewed") is not "-"),
            "Every loop was noticed and reviewed, by name.");

        var entries = await manager.GetAsync($"{WirePaths.Entries}?limit=200", cancellationToken);
        narrator.Check(entries.Number("total") > 0, $"{entries.Text("total")} evidence entries were written, the refusals among them.");
    }

    private static string Passed(JsonNode loop, string gate) => loop.List("gates")
        .Where(passed => passed.Text("gate") == gate && passed.Flag("passed"))
        .Select(passed => passed["actor"]?.ToString() ?? "yes")
        .FirstOrDefault("-");
}
