using System.Text.RegularExpressions;
using Cavra.Testing;

namespace Cavra.Console.Tests;

/// <summary>Whatever is typed or stands in the address is text: it is kept as it is, shown as it is, and breaks no page.</summary>
public sealed class HostileTextTests
{
    private const string Hostile = "<img src=x onerror=alert(1)></script><script>alert(2)</script> \u202Egnp.exe\u202C e\u0301\u0323 👩‍👩‍👧‍👦";

    private const string Deliveries = GivenFailures.Deliveries;

    private static readonly string LongHostile = Hostile + new string('W', 1_900);

    private ConsoleRig _rig = null!;

    [OneTimeSetUp]
    public async Task Start() => _rig = await ConsoleRig.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _rig.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => await _rig.NewWorkspaceAsync();

    [Test]
    public async Task Free_text_is_kept_and_shown_as_it_was_typed()
    {
        await _rig.App.FailAsync();
        var plan = (await _rig.App.Admin.PostJsonAsync($"{Deliveries}/retry-plan")).Created().Text("plan.retry_plan_id");
        await using var person = await _rig.SignInAsync("operator");
        await person.GoToAsync($"/console/retry-plans/{plan}", "Retry plan");
        await person.OpenActAsync("Ack Retry");
        await person.Field("Reference").FillAsync(Hostile);
        await person.Field("Notes").FillAsync(LongHostile);
        await FitsAsync(person);
        await person.ConfirmAsync("Accept");
        await person.ProofAsync("1 destination accepted.");
        await person.CloseAsync();

        var kept = (await _rig.App.RecordsAsync("go-backend-rollback-drill-acknowledgement-audit-delivery-retry-ack")).Single()!;
        Assert.That((kept.Text("external_ref"), kept.Text("notes")), Is.EqualTo((Hostile, LongHostile)));
        var decided = person.Page.GetByRole(AriaRole.Table, new() { Name = "What people decided" });
        await Expect(decided).ToContainTextAsync(Hostile);
        await Expect(decided).ToContainTextAsync(LongHostile);
        await IsTextAsync(person);

        await person.GoToAsync("/console/connectors/chat", "chat");
        await person.OpenActAsync("Pause");
        await person.Field("Why").FillAsync(LongHostile);
        await person.ConfirmAsync("Pause");
        await person.ProofAsync("chat is paused.");
        await person.CloseAsync();
        Assert.That((await _rig.App.Admin.GetJsonAsync("/connectors/chat")).Ok().Text("connector.pause.reason"), Is.EqualTo(LongHostile));
        await Expect(person.Page.GetByText(LongHostile)).ToBeVisibleAsync();
        await IsTextAsync(person);
    }

    [Test]
    public async Task A_name_that_is_none_is_refused_at_its_field_and_stays_there()
    {
        await using var person = await _rig.SignInAsAdministratorAsync();
        await person.GoToAsync("/console/administration", "Administration");
        await RefusedAsync(person, "Create key", "Create", "Name");
        await person.GoToAsync("/console/worker", "Worker");
        await RefusedAsync(person, "Change", "Change", "Time zone", "Tells a watcher");
        await person.GoToAsync("/console/notifications", "Go Rollback Drill Notifications");
        await RefusedAsync(person, "Deliver Ack Audit", "Deliver", "Only this drill schedule", "Only this owner");
        await RefusedAsync(person, "Send Drill Notification", "Send", "Drill schedule");

        Assert.That((await _rig.App.Admin.GetJsonAsync("/access/keys")).Ok().Number("total"), Is.EqualTo(1));
        Assert.That(await _rig.App.RecordsAsync("go-backend-rollback-drill-acknowledgement-audit-delivery-plan"), Is.Empty);
        Assert.That(await _rig.App.RecordsAsync("go-backend-rollback-drill-notification-plan"), Is.Empty);
    }

    [Test]
    public async Task An_address_that_holds_it_leads_to_a_page_that_shows_it_as_text()
    {
        await using var person = await _rig.SignInAsAdministratorAsync();
        var text = Uri.EscapeDataString(Hostile);
        string[] addresses =
        [
            $"/console/evidence?actor={text}&metadata_kind={text}&row={text}&tab={text}",
            $"/console/evidence?actor={Uri.EscapeDataString(LongHostile)}",
            $"/console/loops?gate={text}&page={text}",
            $"/console/loops/{text}",
            $"/console/connectors/{text}",
            $"/console/health-alerts?health_id={text}",
            $"/console/notifications?provider={text}&since={text}&tab={text}",
            $"/console/{text}",
        ];
        foreach (var address in addresses)
        {
            await person.Page.GotoAsync(address);
            await Expect(person.Page.GetByRole(AriaRole.Main)).ToContainTextAsync(new Regex("\\S"));
            await Expect(person.Page.GetByText(new Regex("^(A|Still a)sking for"))).ToHaveCountAsync(0);
            await IsTextAsync(person);
        }

        // What the API refuses of it, the browser notes as it does every refusal.
        person.Complained("the server responded with a status of 4");
    }

    private static async Task RefusedAsync(Person person, string act, string confirm, params string[] labels)
    {
        await person.OpenActAsync(act);
        foreach (var label in labels)
        {
            await person.Field(label).FillAsync(Hostile);
        }

        await person.ConfirmAsync(confirm);
        await Expect(person.Dialog.GetByText("see the fields above. Nothing was changed.")).ToBeVisibleAsync();
        foreach (var label in labels)
        {
            await Expect(person.Field(label)).ToHaveValueAsync(Hostile);
        }

        await IsTextAsync(person);
        person.Complained("400");
        await person.ConfirmAsync("Cancel");
        await Expect(person.Dialog).ToHaveCountAsync(0);
    }

    /// <summary>Nothing of it became part of the page, and the page is as wide as the screen, at a desk and on a phone.</summary>
    private static async Task IsTextAsync(Person person)
    {
        await Expect(person.Page.Locator("img[src='x']")).ToHaveCountAsync(0);
        await FitsAsync(person);
    }

    private static async Task FitsAsync(Person person)
    {
        await person.Page.FitsAsync(Screen.Phone);
        await person.Page.FitsAsync(Screen.Desk);
    }
}
