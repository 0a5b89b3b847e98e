using Cavra.Testing;

namespace Cavra.Api.Tests.Operations;

public sealed class MapperLicenseTests
{
    private const string Category = "LuckyPennySoftware.AutoMapper.License";

    [TestCase("")]
    [TestCase(null)]
    public async Task Whoever_has_given_no_licence_key_is_not_warned_of_one(string? key) =>
        Assert.That(await LoggedAsync(key), Does.Not.Contain(Category));

    [Test]
    public async Task Whoever_has_given_one_is_told_that_it_is_not_valid() =>
        Assert.That(await LoggedAsync("no-key-at-all"), Does.Contain($"Error {Category}").Or.Contain($"Warning {Category}").Or.Contain($"Critical {Category}"));

    // What a host logs until it has answered a read that is mapped.
    private static async Task<string> LoggedAsync(string? key)
    {
        await using var app = await CavraApp.StartAsync(settings: new Dictionary<string, string?> { ["CAVRA_AUTOMAPPER_LICENSE"] = key });
        (await app.Admin.GetJsonAsync("/runtime/go-pilot/rollback-drills")).Ok();

        return app.Log.Text;
    }
}
