using System.Text.Json.Nodes;
using Cavra.Api.Tests.Access;
using Cavra.Api.Tests.AuditDeliveries;
using Cavra.Testing;

namespace Cavra.Api.Tests.Obligations;

/// <summary>One failed delivery on its way to being reviewed, and a person of every role who looks at what is owed.</summary>
internal sealed class ObligationScene : IAsyncDisposable
{
    private readonly Dictionary<string, HttpClient> _people = [];
    private string _plan = "";
    private string _health = "";

    private ObligationScene(AuditScene audit) => Audit = audit;

    public AuditScene Audit { get; }

    public static async Task<ObligationScene> StartAsync() => new(await AuditScene.StartAsync());

    public async Task NewWorkspaceAsync()
    {
        Leave();
        await Audit.NewWorkspaceAsync();
        foreach (var role in RoleTable.Roles)
        {
            _people[role] = await Audit.App.ClientWithAsync(role);
        }
    }

    public Task NotifyAsync() => Audit.GivenAnAnsweredNotificationAsync();

    public async Task FailAsync()
    {
        Audit.Siem.Answers(503);
        await Audit.DeliverAsync("siem-webhook");
    }

    public async Task PlanAsync() =>
        _plan = (await Audit.Client.PostJsonAsync($"{AuditScene.Audit}/retry-plan")).Created().Text("plan.retry_plan_id");

    public async Task AlertAsync() => _health = (await Audit.Client.PostJsonAsync(
        $"{AuditScene.Audit}/worker-health-alerts/deliver", new { provider = "webhook", retries = 0 })).Ok().Text("health.health_id");

    public async Task ReviewAsync() => (await Audit.Client.PostJsonAsync(
        $"{AuditScene.Audit}/retry-plans/{_plan}/acknowledgements", new { provider = "siem-webhook" })).Ok();

    public async Task AskForApprovalAsync() => (await Audit.Client.PostJsonAsync(
        $"{AuditScene.Audit}/retry-execution-approval-plan", new { })).Ok();

    public async Task AnswerAlertAsync(string state = "acknowledged") => (await Audit.Client.PostJsonAsync(
        $"{AuditScene.Audit}/worker-health-alerts/{_health}/acknowledgements", new { provider = "webhook", acknowledgement_state = state })).Ok();

    public async Task AnswerRouteAsync(string state = "acknowledged") => (await Audit.Client.PostJsonAsync(
        $"{AuditScene.Root}/nightly/acknowledgements", new { provider = "webhook", acknowledgement_state = state })).Ok();

    public async Task EverythingAsync()
    {
        await NotifyAsync();
        await FailAsync();
        await PlanAsync();
        await AlertAsync();
    }

    public async Task<JsonObject> SeenByAsync(string role) => (await _people[role].GetJsonAsync("/obligations")).Ok();

    /// <summary>What the role can discharge and, behind a bar, what awaits others; each number was found to be that of its list.</summary>
    public async Task<string> OwedAsync(string role)
    {
        var seen = await SeenByAsync(role);
        foreach (var obligation in seen.At("obligations").AsArray().Concat(seen.At("others").AsArray()).Select(item => item!))
        {
            var list = (await _people[role].GetJsonAsync(obligation.Text("href"))).Ok();
            Assert.That(
                (obligation.Number("count"), obligation.Flag("count_is_lower_bound")),
                Is.EqualTo((list.Number("total"), list.Flag("total_is_lower_bound"))), $"{role}: {obligation.ToJsonString()}");
            Assert.That(list.At("items").AsArray(), Has.Count.EqualTo(obligation.Number("count")));
        }

        return $"{Line(seen.At("obligations"))} | {Line(seen.At("others"))}".Trim();
    }

    public async ValueTask DisposeAsync()
    {
        Leave();
        await Audit.DisposeAsync();
    }

    private static string Line(JsonNode list) =>
        string.Join(", ", list.AsArray().Select(item => $"{item!.Text("kind")} {item!.Number("count")}"));

    private void Leave()
    {
        foreach (var person in _people.Values)
        {
            person.Dispose();
        }

        _people.Clear();
    }
}
