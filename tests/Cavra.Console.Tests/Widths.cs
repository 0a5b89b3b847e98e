namespace Cavra.Console.Tests;

/// <summary>Whether a page is no wider than the screen, so that nobody scrolls sideways to read it.</summary>
internal static class Widths
{
    // What scrolls or is cut off within its own place does not widen the page. Of what does, the innermost is the cause.
    private const string TooWide =
        """
        () => {
          const width = document.documentElement.clientWidth;
          const clipped = (one) => one.parentElement && (getComputedStyle(one.parentElement).overflowX !== 'visible' || clipped(one.parentElement));
          const wide = [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > width + 0.5 && !clipped(one));
          return wide
            .filter((one) => !wide.some((other) => other !== one && one.contains(other)))
            .slice(0, 3)
            .map((one) => `to ${Math.round(one.getBoundingClientRect().right)} px: ${one.outerHTML.slice(0, 300)}`);
        }
        """;

    /// <summary>Waits until the page fits; a failure names the elements that don't.</summary>
    public static async Task FitsAsync(this IPage page, Screen screen)
    {
        await page.SetViewportSizeAsync(screen.Width, screen.Height);
        try
        {
            await page.WaitForFunctionAsync($"() => innerWidth === {screen.Width} && document.documentElement.scrollWidth <= innerWidth");
        }
        catch (TimeoutException)
        {
            var elements = await page.EvaluateAsync<string[]>(TooWide);
            Assert.Fail($"{page.Url} is wider than {screen.Width} px:\n{string.Join('\n', elements)}");
        }
    }
}
