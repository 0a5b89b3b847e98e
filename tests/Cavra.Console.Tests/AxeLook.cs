using Deque.AxeCore.Commons;

namespace Cavra.Console.Tests;

/// <summary>What axe calls serious or critical of a page, with where it is.</summary>
internal static class AxeLook
{
    /// <summary>Every rule for everybody.</summary>
    public const string EveryRule = "null";

    /// <summary>The one rule that the theme decides.</summary>
    public const string Contrast = "['color-contrast']";

    // What is gone at the next look was still being drawn.
    private const int MostLooks = 4;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    public static async Task<IReadOnlyList<string>> FaultsAsync(this IPage page, string rules)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.EvaluateAsync(Axe);
        }

        string[] found = [];
        for (var look = 0; look == 0 || (look < MostLooks && found.Length > 0); look++)
        {
            await page.RestAsync();
            found = await page.EvaluateAsync<string[]>(Look(rules));
        }

        return found;
    }

    /// <summary>Nothing fades any more: asking for what moves draws what was changed.</summary>
    public static Task RestAsync(this IPage page) => page.EvaluateAsync<object>(
        """
        () => Promise.all(document.getAnimations().filter((one) => one.effect?.getTiming().iterations !== Infinity).map((one) => one.finished.catch(() => undefined)))
        """);

    // Text in drawings is left out: axe takes its colour for that of text outside of them. There are no frames and no media.
    private static string Look(string rules) =>
        $$"""
        async () => {
          const { violations } = await axe.run({ exclude: ['svg text'] }, {
            resultTypes: ['violations'], iframes: false, preload: false, ...({{rules}} && { runOnly: { type: 'rule', values: {{rules}} } }),
          });
          return violations
            .filter((one) => one.impact === 'serious' || one.impact === 'critical')
            .flatMap((one) => one.nodes.slice(0, 3).map((node) => `${one.id}: ${one.help} at ${node.target} ${node.html}`));
        }
        """;
}
