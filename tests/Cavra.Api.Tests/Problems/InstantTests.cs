using System.Text.Json;
using System.Text.Json.Nodes;
using Cavra.Testing;
using static Cavra.Testing.GivenDrills;

namespace Cavra.Api.Tests.Problems;

public sealed class InstantTests
{
    private const string RetryAcknowledgements = $"{Root}/acknowledgements/audit-delivery/retry-plans/x/acknowledgements";

    private static readonly string[] Refused =
    [
        "\"2026-11-01T00:00:00\"", "\"2026-11-01\"", "\"2026-02-30T00:00:00Z\"", "\"2026-11-01T00:00:60Z\"", "\"2026-11-01T00:00:00+24:00\"",
        "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:59-14:00\"", "\"20261101T000000Z\"", "\"2026-11-01 00:00:00Z\"", "1793491200",
    ];

    private CavraApp _cavra = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync();

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => _app = await _cavra.NewWorkspaceAsync();

    [TestCase("2026-11-01T00:00:00Z", "2026-11-01T00:00:00Z")]
    [TestCase("2026-11-01t00:00:00z", "2026-11-01T00:00:00Z")]
    [TestCase("2026-11-01T00:00:00.1234567Z", "2026-11-01T00:00:00.123456Z")]
    [TestCase("2026-11-01T00:00:00.12345678Z", "2026-11-01T00:00:00.123456Z")]
    [TestCase("2026-11-01T00:00:00.123456789Z", "2026-11-01T00:00:00.123456Z")]
    [TestCase("2026-11-01T02:00:00.123456789+02:00", "2026-11-01T00:00:00.123456Z")]
    [TestCase("2026-11-01T00:00:00.000000000Z", "2026-11-01T00:00:00Z")]
    [TestCase("2026-10-31T18:30:00-05:30", "2026-11-01T00:00:00Z")]
    [TestCase("2026-11-01T00:00:00-00:00", "2026-11-01T00:00:00Z")]
    public async Task An_instant_is_read_wherever_one_stands_and_kept_to_the_microsecond(string given, string kept)
    {
        var body = AScheduleBody(given).With("maintenance_windows", Windows(JsonValue.Create(given)));

        var schedule = (await _app.Admin.DefineAsync("nightly", body)).Created().At("schedule");
        var drill = (await _app.Admin.PostJsonAsync(DrillPath, ADrill("d-1", given))).Ok();
        (await _app.Admin.GetJsonAsync($"{Root}?since={Uri.EscapeDataString(given)}&until={Uri.EscapeDataString(given)}")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(schedule.Text("next_due_at"), Is.EqualTo(kept));
            Assert.That(schedule.Text("maintenance_windows.0.start_at"), Is.EqualTo(kept));
            Assert.That(drill.Text("drill.executed_at"), Is.EqualTo(kept));
        });
        Assert.That(
            (await _app.Admin.GetJsonAsync(Schedules)).Ok().At("items.0").ToJsonString(), Does.Contain($"\"next_due_at\":\"{kept}\""));
    }

    [TestCaseSource(nameof(Refused))]
    public async Task What_is_no_instant_is_refused_wherever_one_stands_and_told_why(string given)
    {
        var value = JsonNode.Parse(given)!;
        var drill = JsonSerializer.SerializeToNode(ADrill("d-1", ""))!.AsObject().With("executed_at", value.DeepClone());
        var deferral = new JsonObject { ["provider"] = "x", ["acknowledgement_state"] = "deferred", ["defer_until"] = value.DeepClone() };
        var query = Uri.EscapeDataString(value.ToString());

        var said = new[]
        {
            Rule(await _app.Admin.PostJsonAsync(DrillPath, drill.ToJsonString()), "/executed_at"),
            Rule(await _app.Admin.DefineAsync("nightly", AScheduleBody().With("next_due_at", value.DeepClone())), "/next_due_at"),
            Rule(await _app.Admin.DefineAsync("nightly", AScheduleBody().With("maintenance_windows", Windows(value))), "/maintenance_windows/0/start_at"),
            Rule(await _app.Admin.PostJsonAsync(RetryAcknowledgements, deferral.ToJsonString()), "/defer_until"),
            Rule(await _app.Admin.GetJsonAsync($"{Root}?since={query}"), "/since"),
            Rule(await _app.Admin.GetJsonAsync($"{Root}?until={query}"), "/until"),
        };

        Assert.That(said.Distinct().Count(), Is.EqualTo(1), string.Join('\n', said));
        Assert.That(said[0].Contains("needs its offset", StringComparison.Ordinal), Is.EqualTo(given is "\"2026-11-01T00:00:00\""), said[0]);
    }

    private static JsonArray Windows(JsonNode start) =>
        [new JsonObject { ["window_id"] = "w", ["start_at"] = start.DeepClone(), ["end_at"] = "2027-01-01T00:00:00Z", ["reason"] = "freeze" }];

    private static string Rule(Answer answer, string member) => answer.InvalidAt(member).At("errors")[member]!.ToJsonString();
}
