using System.Text.RegularExpressions;
using Cavra.Testing;

namespace Cavra.Console.Tests;

/// <summary>Every page, looked at in both themes and at every width. A renewing run keeps what it saw for docs/gui.md.</summary>
public sealed partial class PagesTests
{
    private const string Images = "docs/images";

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
        ("approvals", "/console/approvals", "Retry to"),
        ("approvals-records", "/console/approvals?tab=records", "Execution records"),
        ("recovery", "/console/recovery", "Retry Recovery Report"),
        ("recovery-playbook", "/console/recovery/{playbook}", "What was said of it"),
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
        ("administration-policy", "/console/administration?tab=policy", "Versions"),
        ("administration-retention", "/console/administration?tab=retention", "Retention of evidence"),
        ("administration-boundary", "/console/administration?tab=boundary", "Security boundary"),
        ("not-found", "/console/nothing", "There is no such page"),
    ];

    private static IEnumerable<TestCaseData> Pages => All.Select(page => new TestCaseData(page.Name, page.Path, page.Heading).SetArgDisplayNames(page.Name));

    [TestCaseSource(nameof(Pages))]
    public async Task A_page_is_readable_by_everybody_in_both_themes_and_fits_a_desk_a_tablet_a_phone_and_twice_the_size(string name, string path, string heading)
    {
        var page = _person.Page;
        await page.SetViewportSizeAsync(Screen.Desk.Width, Screen.Desk.Height);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.GotoAsync(path
            .Replace("{loop}", _places.Loop, StringComparison.Ordinal).Replace("{plan}", _places.Plan, StringComparison.Ordinal)
            .Replace("{playbook}", _places.Playbook, StringComparison.Ordinal).Replace("{run}", _places.Run, StringComparison.Ordinal).Replace("{evidence}", _places.Evidence, StringComparison.Ordinal));
        await Expect(page.GetByText(heading, new() { Exact = true }).First).ToBeVisibleAsync();
        await Expect(page.GetByText("Asking for")).ToHaveCountAsync(0);

        Assert.That(await page.FaultsAsync(AxeLook.EveryRule), Is.Empty, name);
        await EmulateAsync(page, ColorScheme.Dark);
        Assert.That(await page.FaultsAsync(AxeLook.Contrast), Is.Empty, $"{name}, dark");
        if (Snapshot.AreRenewed)
        {
            await KeepAsync(page, name, Screen.Desk);
        }

        foreach (var screen in (Screen[])[Screen.Desk, Screen.Tablet, Screen.Twice, Screen.Phone])
        {
            await page.FitsAsync(screen);
        }

        if (Snapshot.AreRenewed)
        {
            await KeepAsync(page, name, Screen.Phone);
        }

        Assert.That(_person.Complaints, Is.Empty);
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
            await page.RestAsync();
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
