using System.Text.Json.Nodes;
using Cavra.Testing;

namespace Cavra.Console.Tests;

/// <summary>The operator's work from a due drill to a closed loop, once by mouse and once by keyboard.</summary>
public sealed class OperatorFlowTests
{
    private const string Audit = "go-backend-rollback-drill-acknowledgement-audit";

    private const string Deliveries = GivenFailures.Deliveries;

    private ConsoleRig _rig = null!;

    [OneTimeSetUp]
    public async Task Start() => _rig = await ConsoleRig.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _rig.DisposeAsync();

    [SetUp]
    public async Task LetADrillBeDueAndSiemFail()
    {
        await _rig.NewWorkspaceAsync();
        // Not 503: that is tried again at once, after waits of a clock that stands still.
        _rig.Siem.Answers(500, "upstream down");
        await _rig.App.GivenAScheduleAsync("nightly", ASchedule());
    }

    [Test]
    public async Task By_mouse_an_operator_takes_a_failed_delivery_from_the_due_drill_to_the_closed_loop()
    {
        await using var person = await Person.OpenAsync(_rig.App, Screen.Desk);
        await CloseALoopAsync(person);
    }

    [Test]
    public async Task By_keyboard_an_operator_does_the_same_and_is_never_left_without_a_place()
    {
        await using var person = await Person.OpenAsync(_rig.App, Screen.Desk, isWithoutMouse: true);
        await CloseALoopAsync(person);
    }

    private async Task CloseALoopAsync(Person person)
    {
        await person.Page.GotoAsync($"/signin#{await _rig.App.ALinkAsync("operator")}");
        await Expect(person.Page.GetByText("(2 of 4)")).ToBeVisibleAsync();

        await person.FollowAsync("Go Rollback Drill Notifications");
        await TurnBackAsync(person);
        await SendNotificationAsync(person);
        var destination = await DeliverAuditAsync(person);
        await PlanRetriesAsync(person);
        await RunWorkerAsync(person);
        await SendAlertAsync(person);
        await AnswerAlertAsync(person);
        await DecideAsync(person);
        await FindInTheHistoryAsync(person);
        await SeeTheLoopClosedAsync(person, destination);

        await AnswerRoutesAsync(person);

        await person.FollowAsync("Overview");
        await Expect(person.Page.GetByText("Nothing awaits you now.")).ToBeVisibleAsync();
        await Expect(person.Page.GetByText("First steps")).ToHaveCountAsync(0);
    }

    private async Task TurnBackAsync(Person person)
    {
        await person.OpenActAsync("Deliver Ack Audit");
        await person.Page.Keyboard.PressAsync("Escape");
        await Expect(person.Dialog).ToHaveCountAsync(0);
        await Expect(person.Button("Deliver Ack Audit")).ToBeFocusedAsync();
        Assert.That(await _rig.App.RecordsAsync($"{Audit}-delivery-plan"), Is.Empty);
    }

    private async Task SendNotificationAsync(Person person)
    {
        await person.OpenActAsync("Send Drill Notification");
        await person.ConfirmAsync("Send");
        var proof = await person.ProofAsync("siem: failed, 500");

        await Expect(person.Dialog.GetByText("being taken in…").First).ToBeVisibleAsync();
        await _rig.App.SequenceAsync();
        await Expect(person.Dialog.GetByText("being taken in…")).ToHaveCountAsync(0);
        await Expect(person.DialogButton("Download receipt").First).ToBeEnabledAsync();
        await ProvedAsync("go-backend-rollback-drill-notification-plan", proof);
        await CloseAsync(person, "Send Drill Notification");
    }

    private async Task<string> DeliverAuditAsync(Person person)
    {
        await person.OpenActAsync("Deliver Ack Audit");
        await person.ConfirmAsync("Deliver");
        var proof = await person.ProofAsync("Not every destination took it");
        await Expect(person.Dialog).ToContainTextAsync("chat: accepted, 200");

        await ProvedAsync($"{Audit}-package", proof);
        await ProvedAsync($"{Audit}-delivery-plan", proof);
        var loop = (await _rig.App.Admin.GetJsonAsync($"{Deliveries}/loops?open=true")).Ok().At("items").AsArray().Single()!;
        Assert.That(loop.Text("connector"), Is.EqualTo("siem"));
        await CloseAsync(person, "Deliver Ack Audit");
        return loop.Text("destination_id");
    }

    private async Task PlanRetriesAsync(Person person)
    {
        await person.OpenActAsync("Plan Audit Retry");
        await person.ConfirmAsync("Plan");
        var proof = await person.ProofAsync("1 decision");

        var plan = await ProvedAsync($"{Audit}-delivery-retry-plan", proof);
        await Expect(person.Dialog).ToContainTextAsync(
            $"{plan.Number("retryable_count")} to retry, {plan.Number("waiting_count")} waiting, {plan.Number("suppressed_count")} suppressed.");
        await CloseAsync(person, "Plan Audit Retry");
    }

    private async Task RunWorkerAsync(Person person)
    {
        await person.OpenActAsync("Run Audit Worker");
        await person.ConfirmAsync("Start dry run");
        var proof = await person.ProofAsync("The run succeeded");

        var run = await ProvedAsync($"{Audit}-delivery-worker-run", proof);
        Assert.That(run.Flag("dry_run"));
        Assert.That(_rig.Siem.Requests.Count(request => request.Text.Contains("acknowledgement_audit", StringComparison.Ordinal)), Is.LessThanOrEqualTo(1));
        await CloseAsync(person, "Run Audit Worker");
    }

    private async Task SendAlertAsync(Person person)
    {
        await person.OpenActAsync("Send Worker Alert");
        await person.ConfirmAsync("Send");
        var proof = await person.ProofAsync("sent to chat");

        await ProvedAsync($"{Audit}-delivery-worker-health-alert-plan", proof);
        await CloseAsync(person, "Send Worker Alert");
    }

    private async Task AnswerAlertAsync(Person person)
    {
        await person.FollowAsync("Health alerts");
        await Expect(person.Page.GetByText("Awaiting an answer (1)")).ToBeVisibleAsync();
        await person.OpenActAsync("Acknowledge");
        await person.WriteAsync("Reference", "INC-2042");
        await person.WriteAsync("Notes", "Upstream is down.");
        await person.ConfirmAsync("Acknowledge");
        var proof = await person.ProofAsync("1 worker alert acknowledged.");

        var answer = await ProvedAsync($"{Audit}-delivery-worker-health-alert-ack", proof);
        Assert.That(answer.Text("external_ref"), Is.EqualTo("INC-2042"));
        await person.CloseAsync();
        await Expect(person.Page.GetByText("No alert awaits an answer.")).ToBeVisibleAsync();
    }

    private async Task DecideAsync(Person person)
    {
        await person.FollowAsync("Go Rollback Drill Notifications");
        await person.OpenActAsync("Ack Retry");
        await person.ChooseAsync("Decision", "Resolve");
        await person.WriteAsync("Reference", "CHG-1042");
        await person.WriteAsync("Notes", "Handed over by mail.");
        await Expect(person.Dialog.GetByText("1 decision of this plan.")).ToBeVisibleAsync();
        await person.ConfirmAsync("Resolve");
        var proof = await person.ProofAsync("1 destination resolved.");

        var decided = await ProvedAsync($"{Audit}-delivery-retry-ack", proof);
        Assert.That(decided.Text("external_ref"), Is.EqualTo("CHG-1042"));
        await CloseAsync(person, "Ack Retry");
    }

    private async Task FindInTheHistoryAsync(Person person)
    {
        await person.EnterAsync(person.Page.GetByLabel("Filter").First);
        await person.PickAsync("Kind");
        await person.PickAsync("Ack audit retry ack");
        await ShowsExactlyAsync(person, $"{Audit}-delivery-retry-ack");

        await person.GoToAsync($"/console/notifications?metadata_kind={Audit}-delivery-worker-health-alert-plan", "Go Rollback Drill Notifications");
        await ShowsExactlyAsync(person, $"{Audit}-delivery-worker-health-alert-plan");
    }

    private async Task ShowsExactlyAsync(Person person, string kind)
    {
        var rows = await _rig.App.RecordsAsync(kind);
        await Expect(person.Page.GetByText($"{rows.Count} found").First).ToBeVisibleAsync();
        var shown = person.Page.Locator("tbody span.id[title^='evidence-']");
        await Expect(shown).ToHaveCountAsync(rows.Count);
        for (var row = 0; row < rows.Count; row++)
        {
            await Expect(shown.Nth(row)).ToHaveAttributeAsync("title", rows[row]!.Text("evidence_id"));
        }
    }

    private async Task SeeTheLoopClosedAsync(Person person, string destination)
    {
        if (person.IsWithoutMouse)
        {
            await person.FindAsync(destination, destination);
        }
        else
        {
            await person.GoToAsync($"/console/loops/{destination}", "siem");
        }

        await Expect(person.Heading("Closed")).ToBeVisibleAsync();
        var loop = (await _rig.App.Admin.GetJsonAsync($"{Deliveries}/destinations/{destination}")).Ok().At("loop");
        Assert.That(loop.Flag("open"), Is.False);
        var gates = person.Page.GetByRole(AriaRole.List, new() { Name = "Gates of this loop" }).GetByRole(AriaRole.Listitem);
        foreach (var (index, gate) in loop.At("gates").AsArray().Index())
        {
            var said = gate!.Flag("passed") ? "●" : gate!.Flag("applies") ? "not passed" : "not needed";
            await Expect(gates.Nth(index)).ToContainTextAsync(gate!.Text("gate"));
            await Expect(gates.Nth(index)).ToContainTextAsync(said);
        }
    }

    private async Task AnswerRoutesAsync(Person person)
    {
        await person.FollowAsync("Go Rollback Drill Notifications");
        await person.TurnToAsync("Escalation routes");
        var owed = (await _rig.App.Admin.GetJsonAsync($"{GivenDrills.Root}/dashboard")).Ok().Number("outstanding_acknowledgement_count");
        Assert.That(owed, Is.GreaterThan(0));
        await Expect(person.Heading($"Escalation routes ({owed})")).ToBeVisibleAsync();
        await person.OpenActAsync("Ack");
        await person.ConfirmAsync("Acknowledge");
        await ProvedAsync("go-backend-rollback-drill-notification-ack", await person.ProofAsync("acknowledged."));
        await Expect(person.Page.GetByText("Every notified route was answered.")).ToHaveCountAsync(1);
        await Expect(person.Dialog.GetByRole(AriaRole.Heading)).ToContainTextAsync($"Answer {owed} route");
        await CloseAsync(person, "Ack");
    }

    /// <summary>Closes the dialog of an act: the focus is on its button again, whatever it was pressed with.</summary>
    private static async Task CloseAsync(Person person, string button)
    {
        await person.CloseAsync();
        await Expect(person.Button(button)).ToBeFocusedAsync();
    }

    /// <summary>The record of that kind that the dialog proved.</summary>
    private async Task<JsonNode> ProvedAsync(string kind, IReadOnlyList<string> proof)
    {
        var record = (await _rig.App.RecordsAsync(kind)).FirstOrDefault(row => proof.Contains(row!.Text("evidence_id")));
        Assert.That(record, Is.Not.Null, $"{kind}: {string.Join(' ', proof)}");
        return record!;
    }

    private static JsonObject ASchedule() => GivenDrills.AScheduleBody()
        .With("notification_providers", new JsonArray("siem", "chat"))
        .With("owner_routes", JsonNode.Parse(
            """
            {
              "release-governance": { "providers": ["siem"], "acknowledgement_minutes": 30, "escalation_owner": "release-director" },
              "platform-oncall": { "providers": ["chat"], "acknowledgement_minutes": 15, "escalation_owner": "platform-lead" }
            }
            """));
}
