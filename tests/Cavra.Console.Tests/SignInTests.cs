using Cavra.Testing;

namespace Cavra.Console.Tests;

public sealed class SignInTests
{
    private ConsoleRig _rig = null!;

    [OneTimeSetUp]
    public async Task Start() => _rig = await ConsoleRig.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _rig.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => await _rig.NewWorkspaceAsync();

    [Test]
    public async Task A_link_signs_in_once_and_leaves_no_trace_in_the_address()
    {
        var token = await _rig.App.ALinkAsync("operator");
        await using var first = await Person.OpenAsync(_rig.App, Screen.Desk);
        await using var second = await Person.OpenAsync(_rig.App, Screen.Desk);

        await first.Page.GotoAsync($"/signin#{token}");
        await Expect(first.Heading("Overview")).ToBeVisibleAsync();
        Assert.That(first.Page.Url, Is.EqualTo(_rig.App.Address.ToString()));

        await second.Page.GotoAsync($"/signin#{token}");
        await Expect(second.Page.GetByText("This link no longer works")).ToBeVisibleAsync();
        Assert.That(second.Page.Url, Does.Not.Contain(token));
        second.Complained("401");
    }

    [Test]
    public async Task A_key_that_is_not_valid_is_refused_and_stays_to_be_corrected()
    {
        await using var person = await Person.OpenAsync(_rig.App, Screen.Desk);
        await person.Page.GotoAsync("/");

        await person.Page.GetByLabel("API key").FillAsync("cavra_key-1_nothing");
        await person.Button("Sign in").ClickAsync();

        await Expect(person.Page.GetByText("authentication.required")).ToBeVisibleAsync();
        await Expect(person.Page.GetByLabel("API key")).ToHaveValueAsync("cavra_key-1_nothing");
        person.Complained("401");
        await person.SignInWithAsync(_rig.App.AdminKey);
    }

    [Test]
    public async Task Neither_scripts_nor_the_page_s_memory_hold_a_secret()
    {
        await using var person = await _rig.SignInAsAdministratorAsync();

        var kept = await person.Page.EvaluateAsync<string>("() => document.cookie + JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage })");

        Assert.That(kept, Does.Not.Contain("cavra_session").And.Not.Contain(_rig.App.AdminKey[^20..]));
    }

    [Test]
    public async Task Whoever_signs_out_is_asked_to_sign_in_and_so_are_their_other_pages()
    {
        await using var person = await _rig.SignInAsAdministratorAsync();
        await person.Button("Signed in as administrator").ClickAsync();
        await person.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" }).ClickAsync();

        await Expect(person.Page.GetByLabel("API key")).ToBeVisibleAsync();
        await person.Page.GotoAsync("/console/loops");
        await Expect(person.Page.GetByLabel("API key")).ToBeVisibleAsync();

        // What the overview was still asking when they signed out is refused.
        person.MayHaveComplained("401");
    }

    [Test]
    public async Task A_session_that_ends_asks_to_sign_in_again_and_goes_on_where_one_was()
    {
        await using var person = await _rig.SignInAsAdministratorAsync();
        await person.GoToAsync("/console/loops", "Loops");
        _rig.App.Clock.Advance(TimeSpan.FromHours(2));
        // Whoever comes back to a page has it asked again. Perhaps it asked by itself before: then nothing is left to be pressed.
        await person.LookAtTheClockAsync();
        await person.Page.EvaluateAsync("() => window.dispatchEvent(new Event('visibilitychange'))");

        await Expect(person.Page.GetByText("Your session has ended")).ToBeVisibleAsync();
        await person.Page.GetByLabel("API key").FillAsync(_rig.App.AdminKey);
        await person.Button("Sign in").ClickAsync();
        await Expect(person.Heading("Loops").First).ToBeVisibleAsync();
        person.Complained("401");
    }
}
