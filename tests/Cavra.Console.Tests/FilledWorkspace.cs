using Cavra.Testing;

namespace Cavra.Console.Tests;

/// <summary>A workspace in which everything the console shows has happened, some of it left open.</summary>
internal static class FilledWorkspace
{
    private const string Audits = GivenDrills.Root + "/acknowledgements/audit-delivery";

    /// <summary>What has an address of its own.</summary>
    public sealed record Places(string Loop, string Plan, string Run, string Playbook, string Evidence);

    public static async Task<Places> FillAsync(this ConsoleRig rig)
    {
        var app = rig.App;
        var key = await app.Admin.PostJsonAsync("/access/keys", new { name = "dana", roles = new[] { "operator" } });
        using var dana = app.Client(key.Done().Text("key"));
        await DrillsAsync(rig);
        await WindowsAsync(app);
        await NotifyAsync(app, dana);
        rig.Siem.Answers(503, "upstream down");
        for (var delivery = 0; delivery < 4; delivery++)
        {
            (await dana.PostJsonAsync(Audits, new { delivery_provider = "siem", retries = 0 })).Done();
        }

        (await dana.PostJsonAsync(Audits, new { delivery_provider = "chat", retries = 0 })).Done();
        app.Clock.Advance(TimeSpan.FromMinutes(26));
        (await dana.PostJsonAsync($"{Audits}/worker-health-alerts/deliver", new { provider = "all", retries = 0 })).Done();
        app.Clock.Advance(TimeSpan.FromMinutes(8));
        var plan = (await dana.PostJsonAsync($"{Audits}/retry-plan", new { })).Done().At("plan");
        await DecideAsync(dana, plan, 0, "accepted", "CHG-1042", "Planned for tonight.");
        await DecideAsync(dana, plan, 1, "resolved", "INC-2042", "Handed to the auditor by hand.");
        (await dana.PostJsonAsync($"{Audits}/retry-execution-approval-plan", new { })).Done();
        var playbook = (await dana.PostJsonAsync($"{Audits}/connector-recovery-playbook", new { })).Done();
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        await app.TakeWindowAsync();
        var run = (await dana.PostJsonAsync($"{Audits}/worker-run", new { dry_run = true })).Done();
        (await app.Admin.PostJsonAsync("/connectors/chat/pause", new { reason = "The room is moved to another server." })).Done();
        await app.SequenceAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(4));
        return new Places(
            plan.At("retry_decisions")[0]!.AsObject().Text("destination_id"), plan.AsObject().Text("retry_plan_id"),
            run.At("run").AsObject().Text("run_id"), playbook.At("playbook").AsObject().Text("playbook_id"), run.At("metadata").AsObject().Text("evidence_id"));
    }

    private static async Task DrillsAsync(ConsoleRig rig)
    {
        (await rig.App.Admin.DefineAsync("payments-production", Schedule("2026-10-28T09:00:00Z", "production"))).Done();
        (await rig.App.Admin.DefineAsync("ledger-staging", Schedule("2026-11-12T09:00:00Z", "staging"))).Done();
        (await rig.App.Admin.PostJsonAsync(GivenDrills.DrillPath, GivenDrills.ADrill("rollback-2026-09", "2026-09-28T09:10:00Z"))).Done();
        (await rig.App.Admin.PostJsonAsync(GivenDrills.DrillPath, GivenDrills.ADrill("rollback-2026-10", "2026-10-27T14:30:00Z", "fail", "staging"))).Done();
    }

    private static System.Text.Json.Nodes.JsonObject Schedule(string due, string environment) => System.Text.Json.Nodes.JsonNode.Parse(
        $$"""
        {
          "environment": "{{environment}}", "interval_days": 30, "next_due_at": "{{due}}",
          "owners": ["release-governance", "platform-oncall"], "notification_providers": ["siem", "chat"],
          "owner_routes": {
            "release-governance": { "providers": ["siem"], "acknowledgement_minutes": 30, "escalation_owner": "release-director" },
            "platform-oncall": { "providers": ["chat"], "acknowledgement_minutes": 15, "escalation_owner": "platform-lead" }
          },
          "runbook_ref": "runbook://go-backend/rollback"
        }
        """)!.AsObject();

    /// <summary>Windows that were kept, one that was late, and two that nobody kept.</summary>
    private static async Task WindowsAsync(CavraApp app)
    {
        foreach (var minutes in (int[])[0, 30, 30, 40, 20, 90, 30, 30])
        {
            app.Clock.Advance(TimeSpan.FromMinutes(minutes));
            await app.TakeWindowAsync();
        }
    }

    private static async Task NotifyAsync(CavraApp app, HttpClient dana)
    {
        (await dana.PostJsonAsync($"{GivenDrills.Root}/deliver", new { schedule_id = "payments-production", retries = 0 })).Done();
        app.Clock.Advance(TimeSpan.FromMinutes(6));
        (await dana.PostJsonAsync(
            $"{GivenDrills.Root}/payments-production/acknowledgements", new { provider = "siem", notes = "Drill booked for tonight." })).Done();
        app.Clock.Advance(TimeSpan.FromMinutes(14));
        (await dana.PostJsonAsync($"{GivenDrills.Root}/escalation-plan", new { })).Done();
    }

    private static async Task DecideAsync(
        HttpClient client, System.Text.Json.Nodes.JsonNode plan, int decision, string state, string reference, string notes)
    {
        var about = plan.At("retry_decisions")[decision]!.AsObject();
        var body = new
        {
            provider = "siem",
            acknowledgement_state = state,
            delivery_id = about.Text("delivery_id"),
            audit_id = about.Text("audit_id"),
            external_ref = reference,
            notes,
        };
        (await client.PostJsonAsync($"{Audits}/retry-plans/{plan.AsObject().Text("retry_plan_id")}/acknowledgements", body)).Done();
    }

    /// <summary>The document of an answer that says that it was done.</summary>
    private static System.Text.Json.Nodes.JsonObject Done(this Answer answer)
    {
        Assert.That((int)answer.Status, Is.InRange(200, 299), answer.Body?.ToJsonString());
        return answer.Body!.AsObject();
    }
}
