using System.Text.RegularExpressions;
using Cavra.Testing;

namespace Cavra.Console.Tests;

/// <summary>A retry that three people take from its acceptance to its delivery, and the pages that they do it on.</summary>
public sealed class GovernedRetryTests
{
    private const string Audit = "go-backend-rollback-drill-acknowledgement-audit-delivery";

    private ConsoleRig _rig = null!;
    private string _loop = null!;

    [OneTimeSetUp]
    public async Task Start() => _rig = await ConsoleRig.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _rig.DisposeAsync();

    [SetUp]
    public async Task LetADeliveryFailAndBeDueAgain()
    {
        await _rig.NewWorkspaceAsync();
        _loop = (await _rig.App.FailAsync()).Id.ToString();
        _rig.App.Clock.Advance(TimeSpan.FromMinutes(20));
    }

    [Test]
    public async Task An_operator_asks_an_approver_approves_and_an_executor_sends_what_the_loop_then_tells()
    {
        using var operating = await _rig.App.ClientWithAsync("operator");
        await AcceptAsync(operating);
        await using var operators = await _rig.SignInAsync("operator");
        await using var approver = await _rig.SignInAsync("approver");
        await using var executor = await SignInAsync("sender", "executor", "auditor");

        await AskAsync(operators);
        await ApproveAsync(approver);
        Assert.That(_rig.Siem.Requests, Is.Empty);
        await SendAsync(executor);

        await operators.GoToAsync($"/console/loops/{_loop}", "siem");
        await Expect(operators.Heading("Closed")).ToBeVisibleAsync();
        var gates = operators.Page.GetByRole(AriaRole.List, new() { Name = "Gates of this loop" }).GetByRole(AriaRole.Listitem);
        await Expect(gates.Filter(new() { HasText = "reviewed" })).ToContainTextAsync("●");
        await Expect(gates.Filter(new() { HasText = "approved" })).ToContainTextAsync("approver-person");
        await Expect(gates.Filter(new() { HasText = "executed" })).ToContainTextAsync("sender");
        await Expect(operators.Page.GetByText("sent live: delivered")).ToBeVisibleAsync();
        await Expect(operators.Page.GetByText("spent")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Who_accepted_a_retry_is_told_on_the_page_that_somebody_else_has_to_approve_it()
    {
        var key = await KeyAsync("lone", "operator", "approver");
        using var lone = _rig.App.Client(key);
        await AcceptAsync(lone);
        (await lone.PostJsonAsync($"{GivenFailures.Deliveries}/retry-execution-approval-plan", new { })).Ok();
        await using var person = await Person.SignInAsync(_rig.App, key, Screen.Desk);

        await person.FollowAsync("Approvals");

        await Expect(person.Page).ToHaveURLAsync(new Regex("state=requested"));
        var approve = person.Button($"Approve siem {_loop}");
        await Expect(approve).ToBeDisabledAsync();
        await Expect(approve).ToHaveAccessibleDescriptionAsync("You accepted this retry: somebody else must approve it.");
    }

    [Test]
    public async Task Who_may_only_send_finds_the_act_and_nothing_that_is_read()
    {
        await using var person = await _rig.SignInAsync("executor");
        await person.FollowAsync("Approvals");
        await person.OpenActAsync("Execute Retry");

        await Expect(person.Dialog).ToContainTextAsync("The server sends only what others have approved");
        await person.ConfirmAsync("Send now");

        await person.ProofAsync("0 deliveries delivered, 0 failed");
        Assert.That(_rig.Siem.Requests, Is.Empty);
    }

    [Test]
    public async Task A_connector_is_brought_back_with_a_test_as_proof_and_without_one_the_field_says_so()
    {
        await _rig.App.FailAsync();
        await using var person = await SignInAsync("lee", "operator");
        await person.FollowAsync("Recovery");
        await person.OpenActAsync("Recovery Playbook");
        await person.ConfirmAsync("Make playbook");
        await person.ProofAsync("1 connector to bring back, 2 open failures.");
        await person.CloseAsync();

        await person.OpenActAsync("Close Recovery");
        await person.ConfirmAsync("Resolve");
        await Expect(person.Dialog).ToContainTextAsync("Resolving needs a verification reference.");
        person.Complained("400");
        await person.Page.Keyboard.PressAsync("Escape");

        _rig.App.Clock.Advance(TimeSpan.FromMinutes(1));
        (await _rig.App.Admin.PostJsonAsync("/connectors/siem/test", new { })).Ok();
        await person.LookAtTheClockAsync();
        await person.OpenActAsync("Close Recovery");
        await person.ChooseAsync("What proves it", "test passed");
        await person.Page.Keyboard.PressAsync("Escape");
        await person.ConfirmAsync("Resolve");
        await person.ProofAsync("The recovery of siem is resolved.");
    }

    [Test]
    public async Task The_policy_is_saved_only_after_it_was_seen_what_it_changes()
    {
        await using var person = await _rig.SignInAsAdministratorAsync();
        await person.GoToAsync("/console/administration?tab=policy", "Policy");
        await person.OpenActAsync("Change the policy");
        await Expect(person.DialogButton("Save")).ToBeDisabledAsync();
        await person.Field("Approvals of different people").FillAsync("2");
        await person.PressAsync(person.DialogButton("Preview"));
        await Expect(person.Dialog).ToContainTextAsync("approvals required: 1 → 2");

        await person.ConfirmAsync("Save");

        await person.ProofAsync("Version 2 of the policy is in force.");
        Assert.That((await _rig.App.Admin.GetJsonAsync("/policy")).Ok().Number("policy.approvals_required"), Is.EqualTo(2));
        await person.CloseAsync();
        await Expect(person.Page.GetByText("approvals required: 1 → 2")).ToBeVisibleAsync();
    }

    [TestCase("/console/approvals", "Retry to")]
    [TestCase("/console/approvals?tab=records", "Execution records")]
    [TestCase("/console/recovery", "Playbooks")]
    [TestCase("/console/administration?tab=policy", "Versions")]
    public async Task A_page_is_readable_by_everybody_in_both_themes_on_a_desk_and_a_phone(string path, string shown)
    {
        using var operating = await _rig.App.ClientWithAsync("operator");
        await _rig.App.FailAsync();
        _rig.App.Clock.Advance(TimeSpan.FromMinutes(20));
        await AcceptAsync(operating);
        (await operating.PostJsonAsync($"{GivenFailures.Deliveries}/retry-execution-approval-plan", new { })).Ok();
        (await operating.PostJsonAsync($"{GivenFailures.Deliveries}/connector-recovery-playbook", new { })).Created();
        await using var person = await _rig.SignInAsAdministratorAsync();

        await person.Page.GotoAsync(path);
        await Expect(person.Page.GetByText(shown, new() { Exact = true }).First).ToBeVisibleAsync();
        await Expect(person.Page.GetByText("Asking for")).ToHaveCountAsync(0);

        foreach (var screen in (Screen[])[Screen.Desk, Screen.Phone])
        {
            await person.Page.FitsAsync(screen);
            // On a phone the component library gives its list of pages a direction that a navigation has no use for.
            var faults = (await person.Page.FaultsAsync(AxeLook.EveryRule)).Where(fault => !fault.Contains("mobile-toolbar-nav", StringComparison.Ordinal));
            Assert.That(faults, Is.Empty, $"{path} at {screen.Width}");
        }

        await person.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Expect(person.Page.Locator("body")).ToHaveClassAsync(new Regex("awsui-dark-mode"));
        Assert.That(await person.Page.FaultsAsync(AxeLook.Contrast), Is.Empty, $"{path}, dark");
    }

    private static async Task AcceptAsync(HttpClient by)
    {
        var plan = (await by.PostJsonAsync($"{GivenFailures.Deliveries}/retry-plan", new { })).Created().Text("plan.retry_plan_id");
        (await by.PostJsonAsync(
            $"{GivenFailures.Deliveries}/retry-plans/{plan}/acknowledgements", new { provider = "siem", notes = "Planned for tonight." })).Ok();
    }

    private async Task AskAsync(Person person)
    {
        await person.FollowAsync("Approvals");
        await person.OpenActAsync("Plan Retry Approval");
        await person.ConfirmAsync("Plan");
        await ProvedAsync($"{Audit}-retry-execution-approval-plan", await person.ProofAsync("1 to approve"));
        await person.CloseAsync();
    }

    private async Task ApproveAsync(Person person)
    {
        await Expect(person.Page.GetByText("1 approval awaits a decision")).ToBeVisibleAsync();
        await person.PressAsync(person.Button("Decide: 1 approval awaits a decision"));
        await person.OpenActAsync($"Approve siem {_loop}");
        await person.WriteAsync("Reference", "CHG-1042");
        await person.WriteAsync("Reason", "Tonight is quiet.");
        await person.ConfirmAsync("Approve");
        await ProvedAsync($"{Audit}-retry-execution-approval-decision", await person.ProofAsync("1 approval approved."));
        await person.CloseAsync();
    }

    private async Task SendAsync(Person person)
    {
        await person.FollowAsync("Approvals");
        await person.OpenActAsync("Execute Retry");
        await Expect(person.Dialog).ToContainTextAsync("approved by approver-person");
        await person.ConfirmAsync("Send now");
        await ProvedAsync($"{Audit}-retry-execution-record", await person.ProofAsync("1 delivery delivered, 0 failed"));
        Assert.That(_rig.Siem.Requests, Has.Count.EqualTo(1));
    }

    /// <summary>The record of that kind is one that the dialog proved.</summary>
    private async Task ProvedAsync(string kind, IReadOnlyList<string> proof)
    {
        var records = (await _rig.App.RecordsAsync(kind)).Select(row => row!.Text("evidence_id"));
        Assert.That(records, Is.Not.Empty.And.SubsetOf(proof), kind);
    }

    private async Task<Person> SignInAsync(string name, params string[] roles) =>
        await Person.SignInAsync(_rig.App, await KeyAsync(name, roles), Screen.Desk);

    private async Task<string> KeyAsync(string name, params string[] roles) =>
        (await _rig.App.Admin.PostJsonAsync("/access/keys", new { name, roles })).Created().Text("key");
}
