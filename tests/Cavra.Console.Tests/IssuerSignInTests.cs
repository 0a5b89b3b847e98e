using Cavra.Testing;
using Cavra.Testing.Identity;

namespace Cavra.Console.Tests;

public sealed class IssuerSignInTests
{
    private TestIssuer _issuer = null!;
    private IdentityFileOf _identity = null!;
    private CavraApp _app = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        var clock = new WatchedClock(CavraApp.Start);
        _issuer = await TestIssuer.StartAsync(clock);
        _identity = new IdentityFileOf(_issuer.Believed(["{all: {groups: audit}, roles: [auditor]}"], "sign_in: {client_id: cavra-console}"));
        _app = await CavraApp.StartAsync(settings: _identity.Settings, clock: clock);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _app.DisposeAsync();
        await _issuer.DisposeAsync();
        _identity.Dispose();
    }

    [SetUp]
    public void KnowDana() => (_issuer.Claims["groups"], _issuer.Claims["email"]) = (["audit"], ["dana@example.com"]);

    [Test]
    public async Task A_person_signs_in_with_the_company_s_issuer_comes_back_to_the_page_and_signs_out_there_too()
    {
        await using var person = await Person.OpenAsync(_app, Screen.Desk, issuer: _issuer.Authority);
        await person.Page.GotoAsync("/console/loops");
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with test" }).ClickAsync();

        await person.Page.GetByLabel("User").FillAsync("dana");
        await person.Button("Sign in").ClickAsync();
        await Expect(person.Heading("Loops")).ToBeVisibleAsync();
        Assert.That(person.Page.Url, Is.EqualTo($"{_app.Address}console/loops"));
        await Expect(person.Page.Locator("footer")).ToContainTextAsync("Cavra ");

        await person.Button("Signed in as dana@example.com").ClickAsync();
        await person.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" }).ClickAsync();
        await Expect(person.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with test" })).ToBeVisibleAsync();
        await person.Page.WaitForURLAsync($"{_app.Address}signin*");
        person.MayHaveComplained("401");
    }

    [Test]
    public async Task Who_has_no_role_is_told_so_and_whom_to_ask()
    {
        _issuer.Claims["groups"] = ["others"];
        await using var person = await Person.OpenAsync(_app, Screen.Phone, issuer: _issuer.Authority);
        await person.Page.GotoAsync("/");
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with test" }).ClickAsync();
        await person.Page.GetByLabel("User").FillAsync("dana");
        await person.Button("Sign in").ClickAsync();

        await Expect(person.Page.GetByText("You are known there, but nothing gives you a role here.")).ToBeVisibleAsync();
        await Expect(person.Page.GetByLabel("API key")).ToBeVisibleAsync();
    }
}
