using Cavra.Api.Tests.Support;

namespace Cavra.Api.Tests.Faults;

/// <summary>A process is killed after a command has decided and before it has committed.</summary>
internal sealed class KilledCommandTests
{
    [Test]
    public async Task A_command_that_did_not_commit_has_left_nothing_and_its_key_does_the_work_once()
    {
        await using var scene = await FaultScene.SetAsync();
        var first = await scene.ServeAsync("api");
        var caller = scene.AdminOf(first);
        Task<Answer> lost;
        await using (var held = await HeldTable.TakeAsync(scene.Database, "evidence_entries"))
        {
            lost = caller.PostJsonAsync(FaultScene.Pack, new { }, "pack-1");
            await held.AwaitedByAsync(1);
            await first.KillAsync();
        }

        Assert.That(() => lost, Throws.InstanceOf<HttpRequestException>());
        Assert.That(await LeftAsync(scene), Is.Zero);

        var admin = scene.AdminOf(await scene.ServeAsync("api"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => admin.PostJsonAsync(FaultScene.Pack, new { }, "pack-1")));
        var replayed = await admin.PostJsonAsync(FaultScene.Pack, new { }, "pack-1");

        Assert.That(replayed.Response.Headers.Contains("Idempotency-Replayed"), Is.True);
        foreach (var late in answers.Where(answer => answer.Status is System.Net.HttpStatusCode.Conflict))
        {
            late.Problem(409, "idempotency.in_flight");
            Assert.That(late.Response.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
        }

        var done = answers.Where(answer => answer.Response.IsSuccessStatusCode).Select(answer => answer.Body!.ToJsonString()).Distinct();
        Assert.That(done, Is.EqualTo(new[] { replayed.Body!.ToJsonString() }));
        Assert.That(await scene.Database.ScalarAsync<long>("select count(*) from audit_packages"), Is.EqualTo(1));
        Assert.That(
            (await scene.Database.EvidenceLinesAsync()).Count(line => line == "pack audit package: done"), Is.EqualTo(1));
    }

    private static Task<long> LeftAsync(FaultScene scene) => scene.Database.ScalarAsync<long>(
        "select (select count(*) from audit_packages) + (select count(*) from evidence_entries) + (select count(*) from idempotency_records)");
}
