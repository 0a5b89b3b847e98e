using System.Text.RegularExpressions;
using Cavra.Testing;

namespace Cavra.Console.Tests;

/// <summary>A policy that somebody else changes while it is being typed over.</summary>
public sealed class PolicyMeanwhileTests
{
    private ConsoleRig _rig = null!;

    [OneTimeSetUp]
    public async Task Start() => _rig = await ConsoleRig.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _rig.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => await _rig.NewWorkspaceAsync();

    [Test]
    public async Task Who_saves_a_policy_that_somebody_changed_meanwhile_is_told_keeps_what_was_typed_and_sees_anew_what_it_changes()
    {
        await using var person = await OpenAsync();
        await person.PressAsync(person.DialogButton("Preview"));
        await Expect(person.Dialog).ToContainTextAsync("approvals required: 1 → 2");
        await ChangeAsync();

        await person.ConfirmAsync("Save");

        await IsToldAsync(person);
        await person.ConfirmAsync("Decide after all");
        await Expect(person.Dialog.GetByText("version.stale")).ToHaveCountAsync(0);
        await Expect(person.DialogButton("Save")).ToBeDisabledAsync();
        await person.PressAsync(person.DialogButton("Preview"));
        await Expect(person.Dialog).ToContainTextAsync("review minutes: 30 → 240");
        await person.ConfirmAsync("Save");
        await person.ProofAsync("Version 3 of the policy is in force.");
        Assert.That((await _rig.App.Admin.GetJsonAsync("/policy")).Ok().Number("policy.approvals_required"), Is.EqualTo(2));
    }

    [Test]
    public async Task Who_previews_a_policy_that_somebody_changed_meanwhile_is_told_at_once_and_nothing_is_changed()
    {
        await using var person = await OpenAsync();
        await ChangeAsync();

        await person.PressAsync(person.DialogButton("Preview"));

        await IsToldAsync(person);
        await person.ConfirmAsync("Cancel");
        await Expect(person.Page.GetByText("(version 2)")).ToBeVisibleAsync();
        var kept = (await _rig.App.Admin.GetJsonAsync("/policy")).Ok();
        Assert.That((kept.Number("version"), kept.Number("policy.approvals_required")), Is.EqualTo((2, 1)));
    }

    private async Task<Person> OpenAsync()
    {
        var person = await _rig.SignInAsAdministratorAsync();
        await person.GoToAsync("/console/administration?tab=policy", "Policy");
        await person.OpenActAsync("Change the policy");
        await person.Field("Approvals of different people").FillAsync("2");
        await person.Field("Why").FillAsync("Two from now on.");
        return person;
    }

    private static async Task IsToldAsync(Person person)
    {
        await Expect(person.Dialog.GetByText(
            new Regex("^administrator put version 2 of the policy in force .*: “Reviews are quicker now.”\\.$"))).ToBeVisibleAsync();
        await Expect(person.Dialog.GetByText("version.stale")).ToBeVisibleAsync();
        await Expect(person.Dialog.GetByText("Nothing of yours was done. What you typed stays here.")).ToBeVisibleAsync();
        await Expect(person.Field("Approvals of different people")).ToHaveValueAsync("2");
        await Expect(person.Field("Why")).ToHaveValueAsync("Two from now on.");
        person.Complained("412");
    }

    /// <summary>Somebody else makes the time for reviews shorter.</summary>
    private async Task ChangeAsync()
    {
        var seen = await _rig.App.Admin.GetJsonAsync("/policy");
        var policy = seen.Ok().At("policy").DeepClone().AsObject();
        policy["review_minutes"] = 30;
        policy["notes"] = "Reviews are quicker now.";
        (await _rig.App.Admin.PutJsonAsync("/policy", policy.ToJsonString(), ifMatch: seen.Response.Headers.ETag!.ToString())).Ok();
    }
}
