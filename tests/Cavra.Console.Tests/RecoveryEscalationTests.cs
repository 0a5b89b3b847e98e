using Cavra.Testing;

namespace Cavra.Console.Tests;

/// <summary>A recovery that takes too long, and those who are told of it.</summary>
public sealed class RecoveryEscalationTests
{
    private const string Audit = "go-backend-rollback-drill-acknowledgement-audit-delivery";

    private ConsoleRig _rig = null!;

    [OneTimeSetUp]
    public async Task Start() => _rig = await ConsoleRig.StartAsync(areEscalationsTaken: true);

    [OneTimeTearDown]
    public async Task Stop() => await _rig.DisposeAsync();

    [SetUp]
    public async Task OpenARecovery()
    {
        await _rig.NewWorkspaceAsync();
        await _rig.App.FailAsync();
        await _rig.App.FailAsync();
        (await _rig.App.Admin.PostJsonAsync($"{GivenFailures.Deliveries}/connector-recovery-playbook", new { })).Created();
        _rig.App.Clock.Advance(TimeSpan.FromHours(5));
    }

    [Test]
    public async Task An_operator_plans_whom_to_tell_of_a_late_recovery_and_tells_them()
    {
        await using var person = await _rig.SignInAsync("operator");
        await person.FollowAsync("Recovery");
        await Expect(person.Page.GetByText("5 h, late")).ToBeVisibleAsync();

        await person.OpenActAsync("Plan Recovery Escalation");
        await Expect(person.Field("Objective, minutes")).ToHaveValueAsync("240");
        await person.ConfirmAsync("Plan");
        var planned = await person.ProofAsync("1 recovery to escalate, 1 late");
        await Expect(person.Dialog).ToContainTextAsync("siem: open for too long, open for 5 h, to chat");
        Assert.That(_rig.Chat.Requests, Is.Empty);
        await ProvedAsync($"{Audit}-recovery-escalation-plan", planned);
        await person.CloseAsync();

        await person.OpenActAsync("Deliver Recovery Escalation");
        await person.ConfirmAsync("Send");
        var sent = await person.ProofAsync("1 recovery escalated.");
        await Expect(person.Dialog).ToContainTextAsync("chat: accepted, 200");
        Assert.That(_rig.Chat.Requests, Has.Count.EqualTo(1));
        await ProvedAsync("release-connector-delivery", sent);
    }

    [Test]
    public async Task An_escalation_that_the_receiver_does_not_take_is_not_shown_as_done()
    {
        _rig.Chat.Answers(500, "away");
        await using var person = await _rig.SignInAsync("operator");
        await person.FollowAsync("Recovery");
        await person.OpenActAsync("Plan Recovery Escalation");
        await person.ConfirmAsync("Plan");
        await person.ProofAsync("1 recovery to escalate");
        await person.CloseAsync();

        await person.OpenActAsync("Deliver Recovery Escalation");
        await person.ConfirmAsync("Send");

        await person.ProofAsync("Not every connector took the escalation.");
        await Expect(person.Dialog).ToContainTextAsync("chat: failed, 500");
        await Expect(person.Dialog).Not.ToContainTextAsync("1 recovery escalated.");
    }

    [Test]
    public async Task Who_sends_an_escalation_that_nobody_planned_is_told_so()
    {
        await using var person = await _rig.SignInAsync("operator");
        await person.FollowAsync("Recovery");
        await person.OpenActAsync("Deliver Recovery Escalation");

        await person.ConfirmAsync("Send");

        await Expect(person.Dialog.GetByText("recovery.escalation_not_found")).ToBeVisibleAsync();
        person.Complained("404");
        Assert.That(_rig.Chat.Requests, Is.Empty);
    }

    /// <summary>What the dialog proved is a record of that kind.</summary>
    private async Task ProvedAsync(string kind, IReadOnlyList<string> proof)
    {
        var records = (await _rig.App.RecordsAsync(kind)).Select(row => row!.Text("evidence_id")).ToList();
        Assert.That(proof, Is.Not.Empty.And.SubsetOf(records), kind);
    }
}
