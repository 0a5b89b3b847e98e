using Cavra.Testing;

namespace Cavra.Console.Tests;

/// <summary>What the console shows of connectors: caps, circuit, attempts by class, and what is wrong with their file.</summary>
public sealed class ConnectorsPageTests
{
    private ConsoleRig _rig = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _rig = await ConsoleRig.StartAsync();
        await File.AppendAllTextAsync(_rig.App.ConnectorFile, "\n  itsm:\n    provider: webhook\n    url: &canary https://itsm.example.com/\n");
        _rig.App.Clock.Advance(TimeSpan.FromSeconds(2));
        await _rig.NewWorkspaceAsync();
        _rig.Siem.Answers(401);
        await DeliverAsync();
        _rig.Siem.Answers(503, "upstream down");
        for (var delivery = 0; delivery < 4; delivery++)
        {
            await DeliverAsync();
        }

        await DeliverAsync();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _rig.DisposeAsync();

    [Test]
    public async Task A_connector_shows_its_caps_what_its_circuit_does_and_did_and_its_attempts_by_class()
    {
        await using var person = await _rig.SignInAsAdministratorAsync();
        var page = person.Page;
        await page.GotoAsync("/console/connectors/siem");

        foreach (var (label, value) in (
            (string, string)[])[("Now", "open"), ("At once", "8"), ("Per second", "no limit"), ("Waits for an answer", "30 s"), ("Counts as failing after", "10 failures in a row"), ("Private networks allowed", "1"), ("Failures in a row", "5")])
        {
            await Expect(page.GetByText(label, new() { Exact = true }).Locator("xpath=../..").First).ToContainTextAsync(value);
        }

        await Expect(page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "opened" })).ToContainTextAsync("after 5 failures in a row, until");
        var classes = page.GetByRole(AriaRole.Table, new() { Name = "Attempts by class" });
        await Expect(classes.GetByRole(AriaRole.Row).Filter(new() { HasText = "server error" })).ToContainTextAsync("4503");
        await Expect(classes.GetByRole(AriaRole.Row).Filter(new() { HasText = "authentication" })).ToContainTextAsync("1401");
        await Expect(classes.GetByRole(AriaRole.Row).Filter(new() { HasText = "circuit open" })).ToContainTextAsync("1none");
        Assert.That(person.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_connector_that_is_described_wrongly_says_file_line_and_member_on_its_pages_and_in_the_overview()
    {
        const string Wrong = "connectors.yaml: connector itsm: url uses an anchor, an alias or a tag, which a configuration file must not (line 14).";
        await using var person = await _rig.SignInAsAdministratorAsync();
        var page = person.Page;

        await Expect(page.GetByText("Connector itsm is described wrongly in the connector file and can't be used.").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Open itsm" }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "itsm" })).ToBeVisibleAsync();
        await Expect(page.GetByText(Wrong).First).ToBeVisibleAsync();
        await page.GotoAsync("/console/connectors");
        await Expect(page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = Wrong })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "itsm" })).ToContainTextAsync(Wrong);
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "chat" })).ToContainTextAsync("working");
        foreach (var path in (string[])["/console/connectors", "/console/connectors/itsm", "/console/connectors/siem"])
        {
            await page.GotoAsync(path);
            await page.FitsAsync(Screen.Phone);
        }

        Assert.That(person.Complaints, Is.Empty);
    }

    private async Task DeliverAsync()
    {
        var answer = await _rig.App.Admin.PostJsonAsync(GivenFailures.Deliveries, new { delivery_provider = "siem", retries = 0 });
        Assert.That((int)answer.Status, Is.InRange(200, 299), answer.Body?.ToJsonString());
    }
}
