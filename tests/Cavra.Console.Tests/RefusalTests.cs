using System.Text.RegularExpressions;
using Cavra.Testing;

namespace Cavra.Console.Tests;

/// <summary>What is refused is said where it was typed, nothing that was typed is lost, and nothing is changed.</summary>
public sealed class RefusalTests
{
    private const string Deliveries = GivenFailures.Deliveries;

    private const string Audit = "go-backend-rollback-drill-acknowledgement-audit";

    private ConsoleRig _rig = null!;

    [OneTimeSetUp]
    public async Task Start() => _rig = await ConsoleRig.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _rig.DisposeAsync();

    [SetUp]
    public async Task OpenWorkspace() => await _rig.NewWorkspaceAsync();

    [Test]
    public async Task Bad_input_is_refused_at_its_field_and_stays_there_to_be_corrected()
    {
        await using var person = await _rig.SignInAsAdministratorAsync();
        await person.FollowAsync("Go Rollback Drill Notifications");
        var rows = await RowsAsync();

        await person.OpenActAsync("Plan Audit Retry");
        await person.Field("Attempts at most").FillAsync("21");
        await person.Field("Delay grows by").FillAsync("11");
        await person.ConfirmAsync("Plan");
        await Expect(person.Dialog.GetByText("see the fields above. Nothing was changed.")).ToBeVisibleAsync();
        var problem = (await _rig.App.Admin.PostJsonAsync(
            $"{Deliveries}/retry-plan", new { retry_policy = new { max_retry_attempts = 21, backoff_multiplier = 11 } })).InvalidAt("/retry_policy/max_retry_attempts");
        await SaysAsync(person, "Attempts at most", problem.At("errors")["/retry_policy/max_retry_attempts"]![0]!.GetValue<string>());
        await SaysAsync(person, "Delay grows by", problem.At("errors")["/retry_policy/backoff_multiplier"]![0]!.GetValue<string>());
        await Expect(person.Field("Attempts at most")).ToHaveValueAsync("21");
        person.Complained("400");
        Assert.That(await RowsAsync(), Is.EqualTo(rows));

        await person.Field("Attempts at most").FillAsync("20");
        await person.Field("Delay grows by").FillAsync("2");
        await person.ConfirmAsync("Plan");
        await person.ProofAsync("0 decisions");
        await person.CloseAsync();

        await person.OpenActAsync("Run Audit Worker");
        await person.Field("Deliveries at most").FillAsync("501");
        await person.ConfirmAsync("Start dry run");
        await Expect(person.Dialog.GetByText("see the fields above. Nothing was changed.")).ToBeVisibleAsync();
        await Expect(person.Field("Deliveries at most")).ToHaveValueAsync("501");
        person.Complained("400");
        Assert.That(await _rig.App.RecordsAsync($"{Audit}-delivery-worker-run"), Is.Empty);
    }

    [Test]
    public async Task Of_two_who_decide_about_one_plan_the_second_is_told_and_only_one_decision_is_kept()
    {
        await _rig.App.FailAsync();
        var plan = (await _rig.App.Admin.PostJsonAsync($"{Deliveries}/retry-plan")).Created().Text("plan.retry_plan_id");
        await using var first = await _rig.SignInAsync("operator");
        await using var second = await _rig.SignInAsAdministratorAsync();
        foreach (var (person, decision) in new[] { (first, "Resolve"), (second, "Dismiss") })
        {
            await person.GoToAsync($"/console/retry-plans/{plan}", "Retry plan");
            await person.OpenActAsync("Ack Retry");
            await person.ChooseAsync("Decision", decision);
            await person.Field("Notes").FillAsync($"I say: {decision}.");
            await person.Field("Reference").FillAsync("CHG-1042");
            await Expect(person.Dialog.GetByText("1 decision of this plan.")).ToBeVisibleAsync();
        }

        await first.ConfirmAsync("Resolve");
        await first.ProofAsync("1 destination resolved.");
        await second.ConfirmAsync("Dismiss");

        await Expect(second.Dialog.GetByText(new Regex(@"^operator-person resolved this .*: “I say: Resolve.” \(CHG-1042\)\.$"))).ToBeVisibleAsync();
        await Expect(second.Dialog.GetByText("version.stale")).ToBeVisibleAsync();
        await Expect(second.Field("Notes")).ToHaveValueAsync("I say: Dismiss.");
        await Expect(second.Dialog.GetByRole(AriaRole.Link, new() { Name = "See how it stands now" })).ToHaveAttributeAsync("href", $"/console/retry-plans/{plan}");
        second.Complained("412");

        await second.ConfirmAsync("Decide after all");
        await Expect(second.Dialog.GetByText("version.stale")).ToHaveCountAsync(0);
        await Expect(second.Field("Notes")).ToHaveValueAsync("I say: Dismiss.");
        await second.ConfirmAsync("Dismiss");
        await Expect(second.Dialog.GetByText("version.stale")).ToHaveCountAsync(0);
        await Expect(second.Dialog.GetByText("Somebody was first")).ToBeVisibleAsync();
        second.Complained("409");
        await second.ConfirmAsync("Cancel");
        await Expect(second.Page.GetByText("I say: Resolve.")).ToBeVisibleAsync();
        var kept = await _rig.App.RecordsAsync($"{Audit}-delivery-retry-ack");
        Assert.That(kept.Select(row => row!.Text("notes")), Is.EqualTo(new[] { "I say: Resolve." }));
    }

    [Test]
    public async Task Who_pauses_a_connector_that_somebody_paused_meanwhile_is_told_and_changes_nothing()
    {
        await using var person = await _rig.SignInAsync("operator");
        await person.GoToAsync("/console/connectors/chat", "chat");
        await person.OpenActAsync("Pause");
        await person.Field("Why").FillAsync("It is slow.");
        (await _rig.App.Admin.PostJsonAsync("/connectors/chat/pause", new { reason = "It is being moved." })).Ok();

        await person.ConfirmAsync("Pause");

        await Expect(person.Dialog.GetByText(new Regex(@"^administrator paused chat .*: “It is being moved.”\.$"))).ToBeVisibleAsync();
        await Expect(person.Dialog.GetByText("version.stale")).ToBeVisibleAsync();
        await Expect(person.DialogButton("Decide after all")).ToHaveCountAsync(0);
        await Expect(person.Field("Why")).ToHaveValueAsync("It is slow.");
        person.Complained("412");
        await person.ConfirmAsync("Cancel");
        await Expect(person.Page.GetByText("It is being moved.")).ToBeVisibleAsync();
        Assert.That(
            (await _rig.App.Admin.GetJsonAsync("/connectors/chat")).Ok().Text("connector.pause.reason"), Is.EqualTo("It is being moved."));

        await person.OpenActAsync("Resume");
        await person.ConfirmAsync("Resume");
        await person.ProofAsync("chat is resumed");
        await person.CloseAsync();
        await Expect(person.Button("Pause")).ToBeEnabledAsync();
    }

    [Test]
    public async Task Who_resumes_a_connector_that_was_resumed_and_paused_again_is_told_and_may_decide_on_that()
    {
        (await _rig.App.Admin.PostJsonAsync("/connectors/chat/pause", new { reason = "It is slow." })).Ok();
        await using var person = await _rig.SignInAsync("operator");
        await person.GoToAsync("/console/connectors/chat", "chat");
        await person.OpenActAsync("Resume");
        (await _rig.App.Admin.PostJsonAsync("/connectors/chat/resume", new { })).Ok();
        (await _rig.App.Admin.PostJsonAsync("/connectors/chat/pause", new { reason = "It is being moved." })).Ok();

        await person.ConfirmAsync("Resume");

        await Expect(person.Dialog.GetByText(new Regex(@"^administrator paused chat .*: “It is being moved.”\.$"))).ToBeVisibleAsync();
        person.Complained("412");
        await person.ConfirmAsync("Decide after all");
        await person.ConfirmAsync("Resume");
        await person.ProofAsync("chat is resumed");
    }

    [Test]
    public async Task Who_changes_the_workers_schedule_after_somebody_else_is_told_how_it_runs_now()
    {
        await using var person = await _rig.SignInAsAdministratorAsync();
        await person.GoToAsync("/console/worker", "Worker");
        await person.OpenActAsync("Change");
        await person.Field("Every, minutes").FillAsync("45");
        var seen = await _rig.App.Admin.GetJsonAsync($"{Deliveries}/worker-schedule");
        (await _rig.App.Admin.PutJsonAsync(
            $"{Deliveries}/worker-schedule", new { interval_minutes = 20 }, ifMatch: seen.Response.Headers.ETag!.ToString())).Ok();

        await person.ConfirmAsync("Change");

        await Expect(person.Dialog.GetByText(new Regex(@"^administrator changed it \(it runs .*\) .*\.$"))).ToBeVisibleAsync();
        await Expect(person.Field("Every, minutes")).ToHaveValueAsync("45");
        person.Complained("412");
        await person.ConfirmAsync("Decide after all");
        await person.ConfirmAsync("Change");
        await person.ProofAsync("The worker runs");
        Assert.That((await _rig.App.Admin.GetJsonAsync($"{Deliveries}/worker-schedule")).Ok().Number("interval_minutes"), Is.EqualTo(45));
    }

    private static async Task SaysAsync(Person person, string label, string message) =>
        await Expect(person.Field(label)).ToHaveAccessibleDescriptionAsync(new Regex(Regex.Escape(message)));

    private Task<long> RowsAsync() => _rig.App.Database.ScalarAsync<long>("select count(*) from retry_plans");
}
