using Cavra.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cavra.Api.Tests.Operations;

public sealed class MapperLicenseTests
{
    private const string Category = "LuckyPennySoftware.AutoMapper.License";

    // The mapper looks at its key beside the first read, so what it has not said yet it may say later: its logger is asked instead.
    [TestCase("")]
    [TestCase(null)]
    public async Task Whoever_has_given_no_licence_key_is_not_warned_of_one(string? key)
    {
        await using var app = await StartAsync(key);

        Assert.That(app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(Category).IsEnabled(LogLevel.Critical), Is.False);
        Assert.That(app.Log.Text, Does.Not.Contain(Category));
    }

    [Test]
    public async Task Whoever_has_given_one_is_told_that_it_is_not_valid()
    {
        await using var app = await StartAsync("no-key-at-all");
        using var hang = Patience.Source();

        while (!app.Log.Lines.Any(line => line.StartsWith($"Error {Category}: ", StringComparison.Ordinal)))
        {
            await Patience.PauseAsync(hang.Token);
        }
    }

    // A host that has answered a read that is mapped.
    private static async Task<CavraApp> StartAsync(string? key)
    {
        var app = await CavraApp.StartAsync(settings: new Dictionary<string, string?> { ["CAVRA_AUTOMAPPER_LICENSE"] = key });
        (await app.Admin.GetJsonAsync("/runtime/go-pilot/rollback-drills")).Ok();

        return app;
    }
}
