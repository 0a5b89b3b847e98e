using Cavra.Testing;

namespace Cavra.Console.Tests;

/// <summary>What a dry run said beside what the live run after it did, destination by destination.</summary>
public sealed class RunComparisonTests
{
    private const string Deliveries = GivenFailures.Deliveries;

    private ConsoleRig _rig = null!;

    [OneTimeSetUp]
    public async Task Start() => _rig = await ConsoleRig.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _rig.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => await _rig.NewWorkspaceAsync();

    [Test]
    public async Task A_live_run_stands_beside_the_dry_run_before_it_and_what_was_approved_in_between_stands_first_and_is_named()
    {
        var unapproved = (await _rig.App.FailAsync("chat")).Id.ToString();
        var approved = (await _rig.App.FailAsync()).Id.ToString();
        _rig.App.Clock.Advance(TimeSpan.FromMinutes(20));
        await AcceptAsync("siem");
        var dry = await RunAsync(isDry: true);
        await ApproveAsync("siem");
        _rig.App.Clock.Advance(TimeSpan.FromMinutes(12));
        var live = await RunAsync(isDry: false);
        await using var person = await _rig.SignInAsAdministratorAsync();

        foreach (var path in (string[])[$"/console/worker/runs/{live}", $"/console/worker/runs/{dry}", "/console/worker"])
        {
            await person.GoToAsync(path, "Dry run and live run, side by side");

            var rows = Rows(person);
            await Expect(rows).ToHaveCountAsync(2);
            await Expect(rows.Nth(0)).ToContainTextAsync($"siem …{approved[^6..]}Differs");
            await Expect(rows.Nth(0)).ToContainTextAsync("not send it, approval requiredNobody has approved it.");
            await Expect(rows.Nth(0)).ToContainTextAsync("sent it, delivered");
            await Expect(rows.Nth(1)).ToContainTextAsync($"chat …{unapproved[^6..]}The same");
            await Expect(rows.Nth(1)).ToContainTextAsync("did not send it, approval requiredNobody has approved it.");
            await Expect(person.Page.GetByText("1 of 2 destinations differs. Both runs decide by the same rules. The live run began 12 min after the dry run")).ToBeVisibleAsync();
        }

        Assert.That(_rig.Siem.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_two_are_read_on_a_phone_without_scrolling_sideways()
    {
        await _rig.App.FailAsync();
        _rig.App.Clock.Advance(TimeSpan.FromMinutes(20));
        await RunAsync(isDry: true);
        await RunAsync(isDry: false);
        await using var person = await _rig.SignInAsAdministratorAsync();
        await person.GoToAsync("/console/worker", "Dry run and live run, side by side");
        await Expect(Rows(person)).ToHaveCountAsync(1);

        foreach (var screen in (Screen[])[Screen.Desk, Screen.Phone])
        {
            await person.Page.FitsAsync(screen);
            var cells = await Rows(person).Locator("th, td").AllAsync();
            var ends = await Task.WhenAll(cells.Select(async cell => (await cell.BoundingBoxAsync())!).Select(async box => (await box).X + (await box).Width));
            Assert.That(ends, Is.All.LessThanOrEqualTo(screen.Width), $"at {screen.Width}");
        }

        Assert.That(await person.Page.FaultsAsync(AxeLook.Contrast), Is.Empty);
    }

    [Test]
    public async Task A_run_without_another_to_compare_with_says_which_is_missing()
    {
        var dry = await RunAsync(isDry: true);
        await using var person = await _rig.SignInAsAdministratorAsync();

        await person.GoToAsync($"/console/worker/runs/{dry}", "Dry run and live run, side by side");
        await Expect(person.Page.GetByText("No live run has followed this dry run yet")).ToBeVisibleAsync();
        await person.GoToAsync("/console/worker", "Dry run and live run, side by side");
        await Expect(person.Page.GetByText("No live run has been made yet.")).ToBeVisibleAsync();
    }

    private static ILocator Rows(Person person) =>
        person.Page.GetByRole(AriaRole.Table, new() { Name = "Dry run and live run by destination" }).Locator("tbody tr");

    private async Task AcceptAsync(string connector)
    {
        using var operating = await _rig.App.ClientWithAsync("operator");
        var plan = (await operating.PostJsonAsync($"{Deliveries}/retry-plan", new { })).Created().Text("plan.retry_plan_id");
        (await operating.PostJsonAsync($"{Deliveries}/retry-plans/{plan}/acknowledgements", new { provider = connector, notes = "Seen." })).Ok();
    }

    private async Task ApproveAsync(string connector)
    {
        using var approving = await _rig.App.ClientWithAsync("approver");
        var plan = (await _rig.App.Admin.PostJsonAsync($"{Deliveries}/retry-execution-approval-plan", new { })).Ok().Text("plan.approval_plan_id");
        (await approving.PostJsonAsync(
            $"{Deliveries}/retry-execution-approval-plans/{plan}/decisions", new { provider = connector, approval_state = "approved" })).Ok();
    }

    private async Task<string> RunAsync(bool isDry)
    {
        using var running = await _rig.App.ClientWithAsync(isDry ? "operator" : "executor");
        return (await running.PostJsonAsync($"{Deliveries}/worker-run", new { execute = !isDry, retries = 0 })).Created().Text("run.run_id");
    }
}
