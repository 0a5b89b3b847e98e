using System.Text.Json.Nodes;

namespace Cavra.Testing;

/// <summary>Schedules and drills for tests; each asserts what it sets up.</summary>
internal static class GivenDrills
{
    public const string Root = "/runtime/go-pilot/rollback-drill-notifications";

    public const string Schedules = "/runtime/go-pilot/rollback-drill-schedules";

    public const string Report = "/runtime/go-pilot/rollback-drill-schedule";

    public const string DrillPath = "/runtime/go-pilot/rollback-drills";

    /// <summary>An overdue schedule of two owners, each told by a connector of their own.</summary>
    public static JsonObject AScheduleBody(string nextDueAt = "2026-01-15T09:00:00Z", string environment = "production") => JsonNode.Parse(
        $$"""
        {
          "environment": "{{environment}}", "interval_days": 30, "next_due_at": "{{nextDueAt}}",
          "owners": ["release-governance", "platform-oncall"],
          "notification_providers": ["webhook", "siem-webhook"],
          "owner_routes": {
            "release-governance": { "providers": ["webhook"], "acknowledgement_minutes": 30, "escalation_owner": "release-director" },
            "platform-oncall": { "providers": ["siem-webhook"], "acknowledgement_minutes": 15, "escalation_owner": "platform-lead" }
          },
          "runbook_ref": "runbook://go-backend/rollback"
        }
        """)!.AsObject();

    public static JsonObject With(this JsonObject body, string member, JsonNode? value)
    {
        body[member] = value;
        return body;
    }

    public static Task<Answer> DefineAsync(this HttpClient client, string name, JsonObject body, string? ifMatch = null) =>
        client.PutJsonAsync($"{Schedules}/{name}", body.ToJsonString(), ifMatch: ifMatch);

    public static async Task GivenAScheduleAsync(this CavraApp app, string name, JsonObject? body = null) =>
        (await app.Admin.DefineAsync(name, body ?? AScheduleBody())).Created();

    public static object ADrill(string id, string executedAt, string status = "pass", string environment = "production") => new
    {
        environment,
        drill_id = id,
        executed_at = executedAt,
        target_mode = "disabled",
        status,
        fallback_verified = true,
        recovery_minutes = 6.5,
        max_recovery_minutes = 15,
        runbook_ref = "runbook://go-backend/rollback",
        evidence_refs = new[] { "ci://release/4711" },
    };

    /// <summary>The connectors of the schedule, each towards a receiver.</summary>
    public static string Connectors(FailingReceiver webhook, FailingReceiver siem) =>
        $"""
        connectors:
          webhook:
            url: http://127.0.0.1:{webhook.Port}/cavra
            allow_networks: ["127.0.0.0/8"]
          siem-webhook:
            provider: webhook
            url: http://127.0.0.1:{siem.Port}/cavra
            allow_networks: ["127.0.0.0/8"]
        """;
}
