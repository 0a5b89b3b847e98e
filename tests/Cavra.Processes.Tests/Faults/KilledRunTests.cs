using Cavra.Testing;

namespace Cavra.Processes.Tests.Faults;

/// <summary>A process is killed while it works on a run. Mostly this waits, so it begins first.</summary>
[Order(1)]
internal sealed class KilledRunTests
{
    private const string Runs = "select trigger || ' ' || state || ' ' || coalesce(failure, '-') from worker_runs order by id";

    [Test]
    public async Task A_run_whose_process_is_killed_is_interrupted_and_its_window_may_be_looked_at_again_by_hand()
    {
        await using var scene = await FaultScene.SetAsync();
        // Without a worker: none may come to a window of the default schedule before the test's own is due.
        var api = scene.AdminOf(await scene.ServeAsync("api"));
        await scene.GivenAFailedDeliveryAsync(api);
        await scene.GivenADueWindowAsync(api);
        await using (var plans = await HeldTable.TakeAsync(scene.Database, "retry_plans"))
        {
            var first = await scene.ServeAsync("worker");
            await scene.Database.HoldsAsync("select count(*) = 1 from worker_runs where state = 'running'");
            await plans.AwaitedByAsync(1);
            await first.KillAsync();
        }

        await scene.MoveLeasesAsync("1 day");
        await scene.ServeAsync("worker");
        Assert.That(await scene.Database.ColumnAsync(Runs), Is.EqualTo(new[] { "schedule running -" }));

        await scene.MoveLeasesAsync("-1 second");
        await scene.Database.HoldsAsync("select state = 'failed' from worker_runs");
        var broken = (await api.GetJsonAsync($"{FaultScene.Audit}/worker-health")).Ok();
        var byHand = (await api.PostJsonAsync($"{FaultScene.Audit}/worker-run")).Created();
        var better = (await api.GetJsonAsync($"{FaultScene.Audit}/worker-health")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(Categories(broken), Does.Contain("failed_worker_run"));
            Assert.That(broken.Number("connector_delivery_failure_count"), Is.EqualTo(1));
            Assert.That(byHand.Text("run.state"), Is.EqualTo("succeeded"));
            Assert.That(byHand.Number("run.summary.retry_plan_count"), Is.EqualTo(1));
            Assert.That(Categories(better), Does.Not.Contain("failed_worker_run"));
        });
        Assert.That(
            await scene.Database.ColumnAsync(Runs), Is.EqualTo(new[] { "schedule failed interrupted", "manual succeeded -" }));
        Assert.That(
            (await scene.Database.EvidenceLinesAsync()).Count(line => line == "end silent run: done"), Is.EqualTo(1));
        Assert.That(await scene.Database.ScalarAsync<long>("select count(*) from retry_plans"), Is.EqualTo(1));
    }

    private static IEnumerable<string> Categories(System.Text.Json.Nodes.JsonNode health) =>
        health.At("alerts").AsArray().Select(alert => alert!.Text("category"));
}
