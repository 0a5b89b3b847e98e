using Cavra.Application.Workers;
using Cavra.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Api.Tests.Operations;

public sealed class HealthTests
{
    [Test]
    public async Task A_process_that_can_work_is_live_and_ready_to_anybody()
    {
        await using var app = await CavraApp.StartAsync();
        var nobody = app.Client(key: null);

        Assert.That((await nobody.GetJsonAsync("/health/live")).Ok().Text("status"), Is.EqualTo("live"));
        var ready = (await nobody.GetJsonAsync("/health/ready")).Ok();
        Assert.That(ready.Text("status"), Is.EqualTo("ready"));
        Assert.That(Failing(ready), Is.Empty);
    }

    [TestCase(0, ExpectedResult = "200: ")]
    [TestCase(1, ExpectedResult = "503: ticker")]
    public async Task<string> A_loop_is_in_time_up_to_and_including_its_bound(int ticksLate)
    {
        await using var app = await CavraApp.StartAsync();
        app.Services.GetRequiredService<LoopStatuses>().Started("ticker", TimeSpan.FromSeconds(10), app.Clock.GetUtcNow());

        app.Clock.Advance(TimeSpan.FromSeconds(10) + TimeSpan.FromTicks(ticksLate));

        return await LookAsync(app);
    }

    [Test]
    public async Task A_turn_makes_a_late_loop_ready_again()
    {
        await using var app = await CavraApp.StartAsync();
        var board = app.Services.GetRequiredService<LoopStatuses>();
        board.Started("ticker", TimeSpan.FromSeconds(10), app.Clock.GetUtcNow());
        app.Clock.Advance(TimeSpan.FromSeconds(11));

        board.Turned("ticker", app.Clock.GetUtcNow());

        Assert.That(await LookAsync(app), Is.EqualTo("200: "));
    }

    [Test]
    public async Task A_database_of_another_version_is_not_ready_and_the_process_still_lives()
    {
        await using var app = await CavraApp.StartAsync();

        await app.Database.ExecuteAsync("DELETE FROM \"__EFMigrationsHistory\"");

        Assert.That(await LookAsync(app), Is.EqualTo("503: database"));
        Assert.That((await app.Admin.GetJsonAsync("/health/live")).Ok().Text("status"), Is.EqualTo("live"));
    }

    [Test]
    public async Task A_database_that_takes_nobody_in_is_not_ready()
    {
        await using var app = await CavraApp.StartAsync();

        await app.Database.TakeNobodyInAsync();

        Assert.That(await LookAsync(app), Is.EqualTo("503: database"));
        // With a credential too: nobody needs the database to say that the process lives.
        foreach (var key in new[] { app.AdminKey, "cavra_wrong" })
        {
            var caller = app.Client(key);
            Assert.That((await caller.GetJsonAsync("/health/live")).Ok().Text("status"), Is.EqualTo("live"));
            Assert.That((await caller.GetJsonAsync("/console/config")).Status, Is.EqualTo(System.Net.HttpStatusCode.OK));
            Assert.That((await caller.GetJsonAsync("/health/ready")).Body!["checks"], Is.Not.Null);
        }
    }

    private static async Task<string> LookAsync(CavraApp app)
    {
        var answer = await app.Client(key: null).GetJsonAsync("/health/ready");
        return $"{(int)answer.Status}: {string.Join(',', Failing(answer.Body!.AsObject()))}";
    }

    private static IEnumerable<string> Failing(System.Text.Json.Nodes.JsonObject document) =>
        document["checks"]!.AsArray().Where(check => check!.Text("status") is "fail").Select(check => check!.Text("id"));
}
