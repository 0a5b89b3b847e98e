using System.Text.Json.Nodes;
using Cavra.Cli.Serving;

namespace Cavra.Cli.Demo.Acts;

/// <summary>A rollback drill is overdue; its owners are told, most of them answer.</summary>
internal static class NotifyAct
{
    private const string Payments = "payments_production";
    private const string Ledger = "ledger_production";

    public static async Task PlayAsync(Cast cast, CancellationToken cancellationToken)
    {
        var (manager, narrator) = (cast.Manager, cast.Narrator);
        narrator.Act(1, "Two rollback drills are overdue: their owners are notified and answer");
        foreach (var schedule in new[] { Payments, Ledger })
        {
            await cast.Administrator.PutAsync($"{WirePaths.Schedules}/{schedule}", Schedule(cast.Clock), cancellationToken);
            var delivered = await manager.PostAsync(
                $"{WirePaths.Notifications}/deliver", new JsonObject { ["schedule_id"] = schedule }, cancellationToken);
            narrator.Answer($"{delivered.Text("plan.status")}, {delivered.Text("plan.deliverable_route_count")} routes, success {delivered.Text("success")}");
            narrator.Check(
                delivered.Flag("success") && delivered.Number("plan.deliverable_route_count") == 2,
                $"Both owners of {schedule} were notified.");
        }

        var one = await manager.PostAsync(
            $"{WirePaths.Notifications}/{Payments}/acknowledgements",
            new JsonObject { ["provider"] = DemoReceiver.Chat, ["notes"] = "Drill booked for tonight." }, cancellationToken);
        narrator.Answer($"{one.Text("acknowledgement.acknowledgement_state")} by {one.Text("actor.actor")}");
        var bulk = await manager.PostAsync($"{WirePaths.Notifications}/acknowledgements/bulk", Bulk(), cancellationToken);
        narrator.Check(bulk.Number("acknowledgement_count") == 2, "One route was acknowledged alone, two in bulk; one stays unanswered.");

        cast.MoveOn(20);
        var escalation = await manager.PostAsync($"{WirePaths.Notifications}/escalation-plan", [], cancellationToken);
        var breached = escalation.List("plan.breached_routes");
        narrator.Answer($"breached: {string.Join(", ", breached.Select(route => $"{route["connector"]} → {route["escalation_owner"]}"))}");
        narrator.Check(breached.Count == 1, "The one route nobody answered within its 15 minutes is breached.");
    }

    private static JsonObject Schedule(DemoClock clock) => new()
    {
        ["environment"] = "production",
        ["interval_days"] = 30,
        ["next_due_at"] = (clock.GetUtcNow() - TimeSpan.FromDays(10)).ToString("yyyy-MM-dd'T'HH:00:00'Z'", System.Globalization.CultureInfo.InvariantCulture),
        ["owners"] = new JsonArray("release-governance", "platform-oncall"),
        ["notification_providers"] = new JsonArray(DemoReceiver.Chat, DemoReceiver.Pager),
        ["owner_routes"] = new JsonObject
        {
            ["release-governance"] = Route(DemoReceiver.Chat, 30, "release-director"),
            ["platform-oncall"] = Route(DemoReceiver.Pager, 15, "platform-lead"),
        },
        ["runbook_ref"] = "runbook://go-backend/rollback",
    };

    private static JsonObject Route(string provider, int minutes, string escalationOwner) => new()
    {
        ["providers"] = new JsonArray(provider),
        ["acknowledgement_minutes"] = minutes,
        ["escalation_owner"] = escalationOwner,
    };

    private static JsonObject Bulk() => new()
    {
        ["routes"] = new JsonArray(
            new JsonObject { ["schedule_id"] = Ledger, ["provider"] = DemoReceiver.Chat },
            new JsonObject { ["schedule_id"] = Ledger, ["provider"] = DemoReceiver.Pager }),
        ["external_ref"] = "CHG-1042",
    };
}
