using System.Text.RegularExpressions;
using Cavra.Testing;

namespace Cavra.Console.Tests;

/// <summary>Drill schedules are made and changed in the console by those who may.</summary>
public sealed class DrillScheduleTests
{
    private ConsoleRig _rig = null!;

    [OneTimeSetUp]
    public async Task Start() => _rig = await ConsoleRig.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _rig.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => await _rig.NewWorkspaceAsync();

    [Test]
    public async Task A_schedule_is_made_with_what_was_wrong_said_at_its_field()
    {
        await using var person = await _rig.SignInAsAdministratorAsync();
        await person.GoToAsync("/console/drills", "Drills");

        await person.OpenActAsync("New schedule");
        await person.Field("Name").FillAsync("nightly");
        await person.Field("Every, days").FillAsync("0");
        await person.Field("Told by").First.FillAsync("siem, chat");
        await person.Field("Runbook").FillAsync("runbook://go-backend/rollback");
        await person.Dialog.GetByLabel("Owner", new() { Exact = true }).FillAsync("release-governance");
        await person.ConfirmAsync("Make");
        await Expect(person.Field("Every, days")).ToHaveAccessibleDescriptionAsync(new Regex("1 to "));
        person.Complained("400");
        Assert.That(await NamesAsync(), Is.Empty);

        await person.Field("Every, days").FillAsync("14");
        await person.ConfirmAsync("Make");
        await person.ProofAsync("nightly: a drill of production every 14 days.");
        await person.CloseAsync();

        await Expect(person.Heading("Schedules (1)")).ToBeVisibleAsync();
        Assert.That(await NamesAsync(), Is.EqualTo(new[] { "nightly" }));
    }

    [Test]
    public async Task A_change_keeps_what_was_not_typed_over()
    {
        await _rig.App.GivenAScheduleAsync("nightly");
        var before = await OnlyAsync();
        await using var person = await _rig.SignInAsAdministratorAsync();
        await person.GoToAsync("/console/drills", "Schedules (1)");

        await person.OpenActAsync("Change nightly");
        await person.Field("Every, days").FillAsync("14");
        await person.ConfirmAsync("Change");
        await person.ProofAsync("nightly: a drill of production every 14 days.");

        var after = await OnlyAsync();
        Assert.That(after.Number("interval_days"), Is.EqualTo(14));
        foreach (var member in (string[])["owners", "owner_routes", "notification_providers", "next_due_at", "runbook_ref", "maintenance_windows", "owner_calendars"])
        {
            Assert.That(after.At(member).ToJsonString(), Is.EqualTo(before.At(member).ToJsonString()), member);
        }
    }

    [Test]
    public async Task Who_changes_a_schedule_after_somebody_else_is_told_who_that_was_and_loses_nothing()
    {
        await _rig.App.GivenAScheduleAsync("nightly");
        await using var person = await _rig.SignInAsAdministratorAsync();
        await person.GoToAsync("/console/drills", "Schedules (1)");
        await person.OpenActAsync("Change nightly");
        await person.Field("Every, days").FillAsync("14");
        var seen = await _rig.App.Admin.GetJsonAsync($"{GivenDrills.Report}?schedule_id=nightly");
        (await _rig.App.Admin.DefineAsync("nightly", GivenDrills.AScheduleBody().With("interval_days", 60), seen.Response.Headers.ETag!.ToString())).Ok();

        await person.ConfirmAsync("Change");

        await Expect(person.Dialog.GetByText(new Regex("^administrator changed nightly "))).ToBeVisibleAsync();
        await Expect(person.Field("Every, days")).ToHaveValueAsync("14");
        Assert.That((await OnlyAsync()).Number("interval_days"), Is.EqualTo(60));
        person.Complained("412");
    }

    [Test]
    public async Task Who_may_not_is_told_why()
    {
        await _rig.App.GivenAScheduleAsync("nightly");
        await using var person = await _rig.SignInAsync("operator");
        await person.GoToAsync("/console/drills", "Schedules (1)");

        foreach (var name in (string[])["New schedule", "Change nightly"])
        {
            await Expect(person.Button(name)).ToBeDisabledAsync();
            await Expect(person.Button(name)).ToHaveAccessibleDescriptionAsync("This needs the permission schedules.write; you are operator.");
        }
    }

    private async Task<System.Text.Json.Nodes.JsonArray> SchedulesAsync() =>
        (await _rig.App.Admin.GetJsonAsync(GivenDrills.Schedules)).Ok().At("items").AsArray();

    private async Task<IEnumerable<string>> NamesAsync() => (await SchedulesAsync()).Select(schedule => schedule!.Text("schedule_id"));

    private async Task<System.Text.Json.Nodes.JsonNode> OnlyAsync() => (await SchedulesAsync()).Single()!;
}
