using Cavra.Testing;

namespace Cavra.Console.Tests;

public sealed class LiveTests
{
    private ConsoleRig _rig = null!;

    [OneTimeSetUp]
    public async Task Start() => _rig = await ConsoleRig.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _rig.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => await _rig.NewWorkspaceAsync();

    [Test]
    public async Task What_somebody_else_does_is_on_the_screen_by_itself()
    {
        await using var person = await _rig.SignInAsync("auditor");
        await Expect(person.Button("Live: what is shown renews itself")).ToBeVisibleAsync();
        await person.GoToAsync("/console/connectors/siem", "siem");
        await Expect(person.Page.GetByText("working")).ToBeVisibleAsync();

        (await _rig.App.Admin.PostJsonAsync("/connectors/siem/pause", new { reason = "The receiver is moved." })).Ok();

        await Expect(person.Page.GetByText("The receiver is moved.")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Two_tabs_of_one_person_share_a_stream_and_the_second_goes_on_when_the_first_is_closed()
    {
        await using var person = await _rig.SignInAsync("auditor");
        await Expect(person.Button("Live: what is shown renews itself")).ToBeVisibleAsync();
        var second = await person.Page.Context.NewPageAsync();
        await second.Clock.SetFixedTimeAsync(_rig.App.Clock.GetUtcNow().UtcDateTime);
        await second.GotoAsync("/console/connectors/siem");
        await Expect(second.GetByText("working")).ToBeVisibleAsync();

        (await _rig.App.Admin.PostJsonAsync("/connectors/siem/pause", new { reason = "Told by the first tab." })).Ok();
        await Expect(second.GetByText("Told by the first tab.")).ToBeVisibleAsync();

        await person.Page.CloseAsync();
        (await _rig.App.Admin.PostJsonAsync("/connectors/siem/resume", new { })).Ok();
        await Expect(second.GetByText("working")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Whoever_may_not_read_records_has_no_stream_and_no_complaint()
    {
        await using var person = await _rig.SignInAsync("ci");

        await Expect(person.Page.GetByRole(AriaRole.Button, new() { Name = "Signed in as ci-person" })).ToBeVisibleAsync();
        await Expect(person.Button("Live: what is shown renews itself")).ToHaveCountAsync(0);
    }
}
