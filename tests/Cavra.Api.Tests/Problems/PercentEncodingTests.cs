using Cavra.Testing;
using static Cavra.Testing.GivenDrills;

namespace Cavra.Api.Tests.Problems;

/// <summary>What a URL escapes is read once: <c>%2541</c> is the text <c>%41</c>, and no A.</summary>
public sealed class PercentEncodingTests
{
    private const string Connectors = "connectors: {A: {url: 'https://example.com/', provider: webhook}, a/b: {url: 'https://example.com/', provider: webhook}}";

    private CavraApp _cavra = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _cavra = await CavraApp.StartAsync(Connectors);

    [OneTimeTearDown]
    public async Task StopCavra() => await _cavra.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => _app = await _cavra.NewWorkspaceAsync();

    [TestCase("%2541", "%41", "A")]
    [TestCase("a%252Fb", "a%2Fb", "a/b")]
    public async Task A_path_that_is_escaped_twice_names_nothing_that_it_would_name_if_escaped_once(string twice, string once, string name)
    {
        var pause = new { reason = "Maintenance." };

        (await _app.Admin.PostJsonAsync($"/connectors/{twice}/pause", pause)).Problem(404, "connector.not_found");
        var found = (await _app.Admin.PostJsonAsync($"/connectors/{once}/pause", pause)).Ok();

        Assert.That(found.ToJsonString(), Does.Contain($"\"{name}\""));
    }

    [Test]
    public async Task A_filter_that_is_escaped_twice_finds_nothing_that_it_would_find_if_escaped_once()
    {
        (await _app.Admin.PostJsonAsync(DrillPath, ADrill("d-1", "2026-11-01T08:00:00Z", environment: "A"))).Ok();

        Assert.That(await DrillsInAsync("%2541"), Is.Empty);
        Assert.That(await DrillsInAsync("%41"), Is.EqualTo(new[] { "d-1" }));
    }

    private async Task<IEnumerable<string>> DrillsInAsync(string environment) =>
        (await _app.Admin.GetJsonAsync($"{DrillPath}?environment={environment}")).Ok()
        .At("items").AsArray().Select(drill => drill!.Text("drill_id"));
}
