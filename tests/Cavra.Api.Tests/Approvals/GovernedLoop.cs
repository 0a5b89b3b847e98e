using System.Text.Json.Nodes;
using Cavra.Domain.AuditDeliveries;
using Cavra.Testing;
using static Cavra.Testing.GivenFailures;

namespace Cavra.Api.Tests.Approvals;

/// <summary>A workspace with the people of the governed flow, and deliveries that have failed at a receiver that is real.</summary>
internal sealed class GovernedLoop(CavraApp app, HttpClient operating, HttpClient approving, HttpClient executing)
{
    public const string ApprovalPlans = Deliveries + "/retry-execution-approval-plans";

    public CavraApp App => app;

    /// <summary>Who plans and accepts.</summary>
    public HttpClient Operator => operating;

    public HttpClient Approver => approving;

    public HttpClient Executor => executing;

    public static string Connectors(FailingReceiver siem, FailingReceiver itsm) =>
        $$"""
        connectors:
          siem:
            provider: webhook
            url: http://127.0.0.1:{{siem.Port}}/siem
            allow_networks: ["127.0.0.0/8"]
          itsm:
            provider: webhook
            url: http://127.0.0.1:{{itsm.Port}}/itsm
            allow_networks: ["127.0.0.0/8"]
        """;

    public static async Task<GovernedLoop> OpenAsync(CavraApp cavra)
    {
        var app = await cavra.NewWorkspaceAsync();
        return new GovernedLoop(
            app, await app.ClientWithAsync("operator"), await app.ClientWithAsync("approver"), await app.ClientWithAsync("executor"));
    }

    /// <summary>A delivery that has failed and is due again, accepted by the operator.</summary>
    public async Task<Destination> AcceptedAsync(string connector = "siem")
    {
        var destination = await app.FailAsync(connector);
        app.Clock.Advance(TimeSpan.FromMinutes(20));
        await AcceptAsync(connector);
        return destination;
    }

    /// <summary>Plans retries and accepts those of a connector.</summary>
    public async Task<string> AcceptAsync(string connector = "siem", HttpClient? by = null, string state = "accepted")
    {
        var plan = (await operating.PostJsonAsync($"{Deliveries}/retry-plan", new { })).Created().Text("plan.retry_plan_id");
        (await (by ?? operating).PostJsonAsync(
            $"{Deliveries}/retry-plans/{plan}/acknowledgements",
            new { provider = connector, acknowledgement_state = state, notes = "Seen." })).Ok();
        return plan;
    }

    /// <summary>Asks for approvals; the answer's plan.</summary>
    public async Task<JsonNode> AskAsync(object? policy = null) =>
        (await operating.PostJsonAsync(
            $"{Deliveries}/retry-execution-approval-plan", policy is null ? new { } : new { approval_policy = policy })).Ok().At("plan");

    public Task<Answer> DecideAsync(
        JsonNode plan, string connector = "siem", string state = "approved", HttpClient? by = null, object? more = null) =>
        (by ?? approving).PostJsonAsync(
            $"{ApprovalPlans}/{plan.Text("approval_plan_id")}/decisions",
            more ?? new { provider = connector, approval_state = state, notes = "Because." });

    /// <summary>A delivery that has failed, is due again, accepted and approved.</summary>
    public async Task<Destination> ApprovedAsync(string connector = "siem")
    {
        var destination = await AcceptedAsync(connector);
        (await DecideAsync(await AskAsync(), connector)).Ok();
        return destination;
    }

    public async Task<JsonNode> RunAsync(HttpClient? by = null, object? body = null) =>
        (await (by ?? executing).PostJsonAsync($"{Deliveries}/worker-run", body ?? new { execute = true, retries = 0 })).Created();

    /// <summary>The only approval of a destination, as the list shows it.</summary>
    public async Task<JsonNode> ApprovalAsync(Destination destination, HttpClient? by = null) =>
        (await (by ?? approving).GetJsonAsync($"{Deliveries}/approvals?destination_id={destination.Id}")).Ok().At("items.0");

    public async Task<string[]> RecordsAsync() =>
        (await operating.GetJsonAsync($"{Deliveries}/retry-execution-records")).Ok().At("items").AsArray()
            .Select(item => item!.Text("execution_status")).ToArray();
}
