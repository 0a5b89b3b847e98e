using Cavra.Testing;

namespace Cavra.Processes.Tests.Faults;

/// <summary>A process is killed while a receiver has a governed retry and has not answered.</summary>
internal sealed class KilledLiveRunTests
{
    private static readonly object AtOnce = new { retry_delay_minutes = 0, allow_immediate_retry = true, max_retry_attempts = 9 };

    [Test]
    public async Task The_approval_is_spent_the_outcome_unknown_and_another_approval_sends_the_same_event_again()
    {
        await using var scene = await FaultScene.SetAsync();
        var first = await scene.ServeAsync("api");
        var admin = scene.AdminOf(first);
        await scene.GivenAFailedDeliveryAsync(admin);
        var key = (await admin.PostJsonAsync("/access/keys", new { name = "lee", roles = new[] { "approver" } })).Created().Text("key");
        using (var approver = first.Client(key))
        {
            await ApproveAsync(admin, approver, isAccepted: false);
        }

        scene.Webhook.Reset();
        scene.Webhook.Hangs();
        var running = admin.PostJsonAsync(
            $"{FaultScene.Audit}/worker-run", new { execute = true, retry_policy = AtOnce, retries = 5, timeout_seconds = 30 });
        await scene.Webhook.NextAsync();
        await scene.MoveLeasesAsync("1 day");
        await first.KillAsync();
        Assert.That(() => running, Throws.InstanceOf<HttpRequestException>());
        Assert.That(await StatesAsync(scene), Is.EqualTo(new[] { "sending spent" }), "what it sent is known without it");

        scene.Webhook.Answers(200);
        var second = await scene.ServeAsync();
        var again = scene.AdminOf(second);
        await scene.MoveLeasesAsync("-1 second");
        await scene.Database.HoldsAsync("select not exists (select from worker_run_retries where state = 'sending')");
        await scene.Database.HoldsAsync("select not exists (select from worker_runs where state = 'running' and mode = 'live')");

        Assert.That(await StatesAsync(scene), Is.EqualTo(new[] { "interrupted spent" }));
        var record = (await again.GetJsonAsync($"{FaultScene.Audit}/retry-execution-records")).Ok().At("items.0");
        Assert.That((record.Text("execution_status"), record.Flag("outcome_unknown")), Is.EqualTo(("failed", true)));
        var run = (await again.GetJsonAsync($"{FaultScene.Audit}/worker-runs/{record.Text("run_id")}")).Ok();
        Assert.That((run.Text("state"), run.Number("summary.failed_count")), Is.EqualTo(("failed", 1)).Or.EqualTo(("failed", 0)));
        Assert.That(run.Text("retry_results.0.execution_record.execution_id"), Is.EqualTo(record.Text("execution_id")));

        var refused = await RunAsync(again);
        Assert.That(refused.Text("retry_results.0.skipped"), Is.EqualTo("approval_required"));
        using var other = second.Client(key);
        await ApproveAsync(again, other, isAccepted: true);
        var sent = await RunAsync(again);

        Assert.That(sent.Text("retry_results.0.execution_record.execution_status"), Is.EqualTo("delivered"));
        Assert.That(scene.Webhook.Requests, Has.Count.EqualTo(2));
        Assert.That(scene.Webhook.Requests.Select(request => request.Headers["webhook-id"]).Distinct().Count(), Is.EqualTo(1));
    }

    private static async Task<System.Text.Json.Nodes.JsonObject> RunAsync(HttpClient client) => (await client.PostJsonAsync(
        $"{FaultScene.Audit}/worker-run", new { execute = true, retry_policy = AtOnce, retries = 0 })).Created();

    private static async Task ApproveAsync(HttpClient client, HttpClient approver, bool isAccepted)
    {
        var plan = (await client.PostJsonAsync($"{FaultScene.Audit}/retry-plan", new { retry_policy = AtOnce })).Created().Text("plan.retry_plan_id");
        if (!isAccepted)
        {
            (await client.PostJsonAsync($"{FaultScene.Audit}/retry-plans/{plan}/acknowledgements", new { provider = "webhook" })).Ok();
        }

        var asked = (await client.PostJsonAsync($"{FaultScene.Audit}/retry-execution-approval-plan", new { })).Ok().Text("plan.approval_plan_id");
        (await approver.PostJsonAsync(
            $"{FaultScene.Audit}/retry-execution-approval-plans/{asked}/decisions", new { provider = "webhook" })).Ok();
    }

    private static Task<IReadOnlyList<string>> StatesAsync(FaultScene scene) => scene.Database.ColumnAsync(
        "select retry.state || ' ' || approval.state from worker_run_retries retry join approvals approval on approval.id = retry.approval_id");
}
