using System.Text.Json;
using System.Text.Json.Nodes;
using Cavra.Testing;
using static Cavra.Testing.GivenDrills;

namespace Cavra.Api.Tests.Problems;

public sealed class CharacterTests
{
    private CavraApp _cavra = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync();

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => _app = await _cavra.NewWorkspaceAsync();

    [Test]
    public async Task Two_thousand_emoji_are_two_thousand_characters_and_one_more_is_too_many()
    {
        var schedule = (await _app.Admin.DefineAsync("nightly", WithReasons(Emoji(2_000)))).Created().At("schedule");
        (await _app.Admin.DefineAsync("nightly", WithReasons(Emoji(2_001)), "*")).InvalidAt("/maintenance_windows/0/reason");
        (await _app.Admin.DefineAsync("nightly", WithReasons(Emoji(2_001)), "*")).InvalidAt("/owner_calendars");

        Assert.That(schedule.Text("maintenance_windows.0.reason"), Is.EqualTo(Emoji(2_000)));
        Assert.That(
            await _app.Database.ScalarAsync<string>("select maintenance_windows -> 0 ->> 'reason' from drill_schedules"),
            Is.EqualTo(Emoji(2_000)));
    }

    [Test]
    public async Task A_reference_has_two_hundred_characters_whatever_they_are()
    {
        var taken = (await _app.Admin.PostJsonAsync(DrillPath, WithRunbook("d-1", Emoji(200)))).Ok();
        (await _app.Admin.PostJsonAsync(DrillPath, WithRunbook("d-2", Emoji(201)))).InvalidAt("/runbook_ref");

        Assert.That(taken.Text("drill.runbook_ref"), Is.EqualTo(Emoji(200)));
    }

    [Test]
    public async Task A_parameter_has_two_hundred_characters_whatever_they_are()
    {
        (await _app.Admin.GetJsonAsync($"{DrillPath}?environment={Uri.EscapeDataString(Emoji(200))}")).Ok();
        (await _app.Admin.GetJsonAsync($"{DrillPath}?environment={Uri.EscapeDataString(Emoji(201))}")).InvalidAt("/environment");
    }

    [Test]
    public async Task Half_a_character_in_a_body_is_named_as_that()
    {
        var problem = (await _app.Admin.PostJsonAsync("/connectors/webhook/pause", """{"reason": "\ud83d"}""")).InvalidAt("/reason");

        Assert.That(problem.ToJsonString(), Does.Contain("not half of one"));
    }

    private static string Emoji(int count) => string.Concat(Enumerable.Repeat("😀", count));

    private static JsonObject WithReasons(string reason) => AScheduleBody()
        .With("maintenance_windows", new JsonArray(Between(reason).With("window_id", "w")))
        .With("owner_calendars", new JsonObject
        {
            ["platform-oncall"] = new JsonObject { ["unavailable_windows"] = new JsonArray(Between(reason)) },
        });

    private static JsonObject Between(string reason) => new()
    {
        ["start_at"] = "2026-12-01T00:00:00Z",
        ["end_at"] = "2026-12-02T00:00:00Z",
        ["reason"] = reason,
    };

    private static string WithRunbook(string id, string reference) => JsonSerializer
        .SerializeToNode(ADrill(id, "2026-11-01T08:00:00Z"))!.AsObject().With("runbook_ref", reference).ToJsonString();
}
