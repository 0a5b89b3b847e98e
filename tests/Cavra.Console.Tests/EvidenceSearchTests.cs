using Cavra.Testing;

namespace Cavra.Console.Tests;

/// <summary>Entries of the log are found by what they are about, and the address keeps what was asked.</summary>
public sealed class EvidenceSearchTests
{
    private ConsoleRig _rig = null!;

    [OneTimeSetUp]
    public async Task Start() => _rig = await ConsoleRig.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _rig.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => await _rig.NewWorkspaceAsync();

    [Test]
    public async Task A_pasted_id_finds_the_entries_about_it_and_stands_in_the_address()
    {
        await _rig.App.FailAsync();
        var plan = (await _rig.App.Admin.PostJsonAsync($"{GivenFailures.Deliveries}/retry-plan")).Created().Text("plan.retry_plan_id");
        (await _rig.App.Admin.PostJsonAsync($"{GivenFailures.Deliveries}/retry-plan")).Created();
        var about = (await _rig.App.Admin.GetJsonAsync($"/evidence/entries?retry_plan_id={plan}")).Ok().Number("total");
        await using var person = await _rig.SignInAsync("auditor");
        await person.GoToAsync("/console/evidence", "Evidence");

        var filter = person.Page.GetByRole(AriaRole.Combobox, new() { Name = "Filter" }).First;
        await filter.FillAsync(plan);
        await filter.PressAsync("Enter");

        await Expect(person.Heading($"Entries ({about})")).ToBeVisibleAsync();
        await Expect(person.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"retry_plan_id={plan}"));
        await person.Page.ReloadAsync();
        await Expect(person.Heading($"Entries ({about})")).ToBeVisibleAsync();
    }

    [Test]
    public async Task A_word_that_says_nothing_of_what_it_is_filters_nothing_and_says_so()
    {
        await using var person = await _rig.SignInAsync("auditor");
        await person.GoToAsync("/console/evidence", "Evidence");

        var filter = person.Page.GetByRole(AriaRole.Combobox, new() { Name = "Filter" }).First;
        await filter.FillAsync("whatever");
        await filter.PressAsync("Enter");

        await Expect(person.Page.GetByText("Choose what to filter by: this value alone does not say.")).ToBeVisibleAsync();
    }
}
