using Cavra.Testing;

// A browser and a server of its own for each fixture would need more than two cores have.
[assembly: NonParallelizable]

namespace Cavra.Console.Tests;

/// <summary>One Chromium for the whole run.</summary>
[SetUpFixture]
public sealed class TestRun
{
    private static IPlaywright _playwright = null!;

    internal static IBrowser Browser { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartChromium()
    {
        Assertions.SetDefaultExpectTimeout((float)Patience.Hang.TotalMilliseconds);
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = InstalledChromium.Path,
            // Root has no sandbox, and a container's small shared memory is not the browser's.
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--force-color-profile=srgb", "--font-render-hinting=none"],
            Timeout = (float)Patience.Hang.TotalMilliseconds,
        });
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
        await TestPostgres.StopAsync();
    }
}
