using System.Text.RegularExpressions;
using Cavra.Testing;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace Cavra.Console.Tests;

/// <summary>Every page, looked at in both themes, at a desk and on a phone. A renewing run keeps what it saw for docs/gui.md.</summary>
public sealed partial class PagesTests
{
    private const string Images = "docs/images";

    /// <summary>Nothing fades any more: asking for what moves draws what was changed.</summary>
    private const string AtRest =
        """
        () => Promise.all(document.getAnimations().filter((one) => one.effect?.getTiming().iterations !== Infinity).map((one) => one.finished.catch(() => undefined)))
        """;

    private const int MostLooks = 4;

    private const string Fits = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth";

    private ConsoleRig _rig = null!;
    private Person _person = null!;
    private FilledWorkspace.Places _places = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _rig = await ConsoleRig.StartAsync();
        _places = await _rig.FillAsync();
        _person = await _rig.SignInAsAdministratorAsync();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _person.DisposeAsync();
        await _rig.DisposeAsync();
    }

    private static readonly (string Name, string Path, string Heading)[] All =
    [
        ("overview", "/", "Overview"),
        ("loops", "/console/loops", "Loops"),
        ("loop", "/console/loops/{loop}", "siem"),
        ("notifications", "/console/notifications", "Go Rollback Drill Notifications"),
        ("notifications-record", "/console/notifications?row={evidence}", "Go Rollback Drill Notifications"),
        ("notifications-routes", "/console/notifications?tab=escalation", "Escalation routes"),
        ("notifications-routing", "/console/notifications?tab=routing", "Routing history"),
        ("notifications-suppression", "/console/notifications?tab=suppression", "Suppressed routes"),
        ("retry-plans", "/console/retry-plans", "Retry plans"),
        ("retry-plan", "/console/retry-plans/{plan}", "Decisions"),
        ("worker", "/console/worker", "Worker"),
        ("worker-run", "/console/worker/runs/{run}", "Deliveries"),
        ("health-alerts", "/console/health-alerts", "Health alerts"),
        ("connectors", "/console/connectors", "Connectors"),
        ("connector", "/console/connectors/siem", "siem"),
        ("evidence", "/console/evidence", "Evidence"),
        ("evidence-log", "/console/evidence?tab=log", "Signed state of the log"),
        ("evidence-verify", "/console/evidence?tab=verify", "Verify here"),
        ("evidence-entry", "/console/evidence/{evidence}?verify=1", "Sound"),
        ("drills", "/console/drills", "Drills"),
        ("administration", "/console/administration", "API keys"),
        ("administration-keys", "/console/administration?tab=log-keys", "Signing keys"),
        ("administration-boundary", "/console/administration?tab=boundary", "Security boundary"),
        ("not-found", "/console/nothing", "There is no such page"),
    ];

    private static IEnumerable<TestCaseData> Pages => All.Select(page => new TestCaseData(page.Name, page.Path, page.Heading).SetArgDisplayNames(page.Name));

    [TestCaseSource(nameof(Pages))]
    public async Task A_page_is_readable_by_everybody_in_both_themes_and_fits_a_desk_and_a_phone(string name, string path, string heading)
    {
        var page = _person.Page;
        await page.SetViewportSizeAsync(Screen.Desk.Width, Screen.Desk.Height);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.GotoAsync(path
            .Replace("{loop}", _places.Loop, StringComparison.Ordinal).Replace("{plan}", _places.Plan, StringComparison.Ordinal)
            .Replace("{run}", _places.Run, StringComparison.Ordinal).Replace("{evidence}", _places.Evidence, StringComparison.Ordinal));
        await Expect(page.GetByText(heading, new() { Exact = true }).First).ToBeVisibleAsync();
        await Expect(page.GetByText("Asking for")).ToHaveCountAsync(0);

        Assert.That(await ViolationsAsync(page, EveryRule), Is.Empty, name);
        await EmulateAsync(page, ColorScheme.Dark);
        Assert.That(await ViolationsAsync(page, Contrast), Is.Empty, $"{name}, dark");
        if (Snapshot.AreRenewed)
        {
            await KeepAsync(page, name, Screen.Desk);
        }

        await page.SetViewportSizeAsync(Screen.Phone.Width, Screen.Phone.Height);
        await page.WaitForFunctionAsync(Fits);
        if (Snapshot.AreRenewed)
        {
            await KeepAsync(page, name, Screen.Phone);
        }

        Assert.That(_person.Complaints, Is.Empty);
    }

    /// <summary>What the rules for everybody say; of the other theme only colours differ.</summary>
    private static readonly AxeRunOptions EveryRule = new() { ResultTypes = [ResultType.Violations] };

    private static readonly AxeRunOptions Contrast = new() { ResultTypes = [ResultType.Violations], RunOnly = RunOnlyOptions.Rules("color-contrast") };

    /// <summary>What axe calls serious or critical, with where it is. What is gone at the next look was still being drawn.</summary>
    private static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page, AxeRunOptions options)
    {
        IReadOnlyList<string> found = [];
        for (var look = 0; look == 0 || (look < MostLooks && found.Count > 0); look++)
        {
            await page.EvaluateAsync<object>(AtRest);
            found = await LookAsync(page, options);
        }

        return found;
    }

    // Text in drawings is left out: axe takes its colour for that of text outside of them.
    private static async Task<IReadOnlyList<string>> LookAsync(IPage page, AxeRunOptions options)
    {
        var result = await page.RunAxe(new AxeRunContext { Exclude = [new AxeSelector("svg text")] }, options);
        return
        [
            .. from violation in result.Violations
               where violation.Impact is "serious" or "critical"
               from node in violation.Nodes.Take(3)
               select $"{violation.Id}: {violation.Help} at {node.Target} {node.Html}",
        ];
    }

    private static async Task EmulateAsync(IPage page, ColorScheme theme)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = theme });
        await Expect(page.Locator("body")).ToHaveClassAsync(theme is ColorScheme.Dark ? IsDark() : IsLight());
    }

    private static async Task KeepAsync(IPage page, string name, Screen screen)
    {
        await page.EvaluateAsync(FixedTexts.Script);
        foreach (var theme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await EmulateAsync(page, theme);
            await page.EvaluateAsync<object>(AtRest);
            await page.ScreenshotAsync(new()
            {
                Path = Snapshot.PathOf($"{Images}/{name}-{(theme is ColorScheme.Dark ? "dark" : "light")}-{screen.Width}.png"),
                Animations = ScreenshotAnimations.Disabled,
                Caret = ScreenshotCaret.Hide,
            });
        }
    }

    [GeneratedRegex("awsui-dark-mode")]
    private static partial Regex IsDark();

    [GeneratedRegex("^((?!awsui-dark-mode).)*$")]
    private static partial Regex IsLight();
}
