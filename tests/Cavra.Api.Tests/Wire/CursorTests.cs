using Cavra.Testing;

namespace Cavra.Api.Tests.Wire;

public sealed class CursorTests
{
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task StartCavra() => _app = await CavraApp.StartAsync();

    [OneTimeTearDown]
    public async Task StopCavra() => await _app.DisposeAsync();

    [Test]
    public async Task A_cursor_of_another_list_is_refused_by_every_list()
    {
        (await _app.Admin.PostJsonAsync(GivenDrills.DrillPath, GivenDrills.ADrill("d-1", "2026-11-01T08:00:00Z"))).Ok();
        (await _app.Admin.PostJsonAsync(GivenDrills.DrillPath, GivenDrills.ADrill("d-2", "2026-11-02T08:00:00Z"))).Ok();
        var cursor = (await _app.Admin.GetJsonAsync($"{GivenDrills.DrillPath}?limit=1")).Ok().Text("next_cursor");
        var lists = (await _app.Admin.GetJsonAsync("/openapi/v1.json")).Ok()["paths"]!.AsObject()
            .Where(path => !path.Key.Contains('{', StringComparison.Ordinal)
                && path.Value?["get"]?["parameters"]?.AsArray().Any(parameter => parameter!.Text("name") is "cursor") is true)
            .Select(path => path.Key).ToList();

        (await _app.Admin.GetJsonAsync($"{GivenDrills.DrillPath}?limit=1&cursor={cursor}")).Ok();
        Assert.That(lists, Has.Count.GreaterThan(10));
        foreach (var list in lists.Where(list => list != GivenDrills.DrillPath))
        {
            (await _app.Admin.GetJsonAsync($"{list}?cursor={cursor}")).InvalidAt("/cursor");
        }
    }
}
