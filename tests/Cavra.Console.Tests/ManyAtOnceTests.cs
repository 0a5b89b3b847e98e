using Cavra.Testing;

namespace Cavra.Console.Tests;

/// <summary>What is done to many is done to what the filter selects, and each one's outcome is shown.</summary>
public sealed class ManyAtOnceTests
{
    private const int Schedules = 11;

    private ConsoleRig _rig = null!;

    [OneTimeSetUp]
    public async Task Start() => _rig = await ConsoleRig.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _rig.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => await _rig.NewWorkspaceAsync();

    [Test]
    public async Task An_answer_goes_to_every_route_that_the_filter_selects_and_to_no_other()
    {
        await NotifyAsync();
        await using var person = await _rig.SignInAsync("operator");
        await ShowTenAsync(person);
        await person.GoToAsync("/console/notifications?tab=escalation&provider=siem", $"Escalation routes ({Schedules})");

        await person.OpenActAsync("Resolve");
        await Expect(person.Dialog.GetByText($"{Schedules} routes of connector siem will be resolved.")).ToBeVisibleAsync();
        await person.Field("Reference").FillAsync("CHG-1042");
        await person.ConfirmAsync("Resolve");
        await person.ProofAsync($"{Schedules} routes resolved.");
        await person.CloseAsync();

        await Expect(person.Heading("Escalation routes (0)")).ToBeVisibleAsync();
        Assert.That(await OwedAsync("siem"), Is.Zero);
        Assert.That(await OwedAsync("chat"), Is.EqualTo(Schedules));
    }

    [Test]
    public async Task Chosen_rows_are_answered_alone_and_what_fails_stays_chosen()
    {
        await NotifyAsync();
        await using var person = await _rig.SignInAsync("operator");
        await person.GoToAsync("/console/notifications?tab=escalation&provider=chat", $"Escalation routes ({Schedules})");
        foreach (var row in (int[])[0, 1])
        {
            await person.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Choose gordroute-" }).Nth(row).CheckAsync();
        }

        await Expect(person.Page.GetByText($"2 routes chosen, of {Schedules}.")).ToBeVisibleAsync();
        await person.OpenActAsync("Ack");
        await Expect(person.Dialog.GetByText("2 routes that you chose will be acknowledged.")).ToBeVisibleAsync();
        await _rig.App.Database.ExecuteAsync(
            "update notification_routes set action = 'suppress' where id = (select id from notification_routes where connector = 'chat' order by id desc limit 1)");
        await person.ConfirmAsync("Acknowledge");
        await person.ProofAsync("1 route acknowledged. 1 route not; they stay chosen.");
        await Expect(person.Dialog.GetByText("not acknowledged.")).ToHaveCountAsync(1);
        person.Complained("409");
        await person.CloseAsync();

        await Expect(person.Page.GetByText($"1 route chosen, of {Schedules - 2}.")).ToBeVisibleAsync();
        Assert.That(await OwedAsync("chat"), Is.EqualTo(Schedules - 2));
        Assert.That(await OwedAsync("siem"), Is.EqualTo(Schedules));
    }

    [Test]
    public async Task Every_worker_alert_that_awaits_an_answer_is_answered_at_once()
    {
        await _rig.App.FailAsync();
        (await _rig.App.Admin.PostJsonAsync($"{GivenFailures.Deliveries}/worker-health-alerts/deliver", new { provider = "all" })).Ok();
        await _rig.App.Database.ExecuteAsync(
            """
            insert into health_alert_routes (id, connector, workspace_id, episode_id, plan_id, health_id, provider, delivered_at, unacknowledged_since, acknowledgement_minutes, state, last_sent_at, repeat_count)
            select gen_random_uuid(), 'pager', workspace_id, episode_id, plan_id, health_id, provider, delivered_at, unacknowledged_since, acknowledgement_minutes, state, last_sent_at, repeat_count
            from health_alert_routes
            """);
        await using var person = await _rig.SignInAsync("operator");
        await person.GoToAsync("/console/health-alerts", "Awaiting an answer (2)");

        await person.OpenActAsync("Acknowledge all");
        await Expect(person.Dialog.GetByText("All of the 2 worker alerts will be acknowledged.")).ToBeVisibleAsync();
        await person.ConfirmAsync("Acknowledge");
        Assert.That(await person.ProofAsync("2 worker alerts acknowledged."), Has.Count.GreaterThanOrEqualTo(2));
        await person.CloseAsync();

        await Expect(person.Page.GetByText("No alert awaits an answer.")).ToBeVisibleAsync();
    }

    private async Task NotifyAsync()
    {
        for (var schedule = 0; schedule < Schedules; schedule++)
        {
            await _rig.App.GivenAScheduleAsync($"drill-{schedule}", GivenDrills.AScheduleBody()
                .With("notification_providers", new System.Text.Json.Nodes.JsonArray("siem", "chat")).With("owner_routes", null)
                .With("owners", new System.Text.Json.Nodes.JsonArray("lee")));
            (await _rig.App.Admin.PostJsonAsync($"{GivenDrills.Root}/deliver", new { schedule_id = $"drill-{schedule}" })).Ok();
        }
    }

    private static async Task ShowTenAsync(Person person) =>
        await person.Page.EvaluateAsync("() => localStorage.setItem('cavra.table.outstanding-routes', JSON.stringify({ pageSize: 10 }))");

    private async Task<long> OwedAsync(string provider) =>
        (await _rig.App.Admin.GetJsonAsync($"{GivenDrills.Root}/routes?outstanding=true&provider={provider}")).Ok().Number("total");
}
