using System.Text.Json.Nodes;
using Cavra.Testing;

namespace Cavra.Console.Tests;

/// <summary>A retry that an approver does not let out, and what the pages say of it then.</summary>
public sealed class DenyRetryTests
{
    private const string Decisions = "go-backend-rollback-drill-acknowledgement-audit-delivery-retry-execution-approval-decision";

    private ConsoleRig _rig = null!;
    private string _loop = null!;

    [OneTimeSetUp]
    public async Task Start() => _rig = await ConsoleRig.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _rig.DisposeAsync();

    [SetUp]
    public async Task AskForTheApprovalOfARetry()
    {
        await _rig.NewWorkspaceAsync();
        _loop = (await _rig.App.FailAsync()).Id.ToString();
        _rig.App.Clock.Advance(TimeSpan.FromMinutes(20));
        using var operating = await _rig.App.ClientWithAsync("operator");
        var plan = (await operating.PostJsonAsync($"{GivenFailures.Deliveries}/retry-plan", new { })).Created().Text("plan.retry_plan_id");
        (await operating.PostJsonAsync(
            $"{GivenFailures.Deliveries}/retry-plans/{plan}/acknowledgements", new { provider = "siem", notes = "Planned for tonight." })).Ok();
        (await operating.PostJsonAsync($"{GivenFailures.Deliveries}/retry-execution-approval-plan", new { })).Ok();
    }

    [TestCase("Deny", "denied", "denied", "Nothing is sent. Who wants it sent has to ask again.")]
    [TestCase("Defer", "deferred", "withdrawn", "Not now: it has to be asked for again.")]
    public async Task An_approver_chooses_an_approval_and_says_no_and_the_retry_has_to_be_asked_for_again(
        string act, string done, string state, string effect)
    {
        await using var approver = await _rig.SignInAsync("approver");
        await approver.FollowAsync("Approvals");
        await Expect(approver.Button(act)).ToHaveAccessibleDescriptionAsync("Choose the approvals that it is about.");
        await ChooseAsync(approver);

        await approver.OpenActAsync(act);
        await Expect(approver.Dialog).ToContainTextAsync($"1 retry is {done}: {effect}");
        await approver.WriteAsync("Reference", "CHG-1042");
        await approver.WriteAsync("Reason", "The receiver is being moved.");
        await approver.ConfirmAsync(act);

        var proof = await approver.ProofAsync($"1 approval {done}.");
        var record = (await _rig.App.RecordsAsync(Decisions)).Single()!;
        Assert.That(proof, Does.Contain(record.Text("evidence_id")));
        Assert.That(record.Text("notes"), Is.EqualTo("The receiver is being moved."));
        await approver.CloseAsync();
        await Expect(approver.Page.GetByText("Nothing matches the filter.")).ToBeVisibleAsync();
        await Expect(approver.Button(act)).ToBeDisabledAsync();
        var approval = await ApprovalAsync();
        Assert.That((approval.Text("state"), approval.Text("ended_by")), Is.EqualTo((state, "approver-person")));

        await approver.GoToAsync($"/console/approvals?state={state}&row={approval.Text("approval_id")}", "Approval …");
        await Expect(approver.Page.GetByText("by approver-person").First).ToBeVisibleAsync();
        await Expect(approver.Page.GetByText("It was decided or used: there is nothing left to approve.").Last).ToBeVisibleAsync();
        await approver.GoToAsync($"/console/loops/{_loop}", "siem");
        await Expect(approver.Page.GetByText(state, new() { Exact = true }).First).ToBeVisibleAsync();
    }

    [Test]
    public async Task Who_denies_what_somebody_else_denied_meanwhile_is_told_and_only_one_decision_is_kept()
    {
        await using var approver = await _rig.SignInAsync("approver");
        await approver.FollowAsync("Approvals");
        await ChooseAsync(approver);
        await approver.OpenActAsync("Deny");
        await approver.WriteAsync("Reason", "I say no.");
        using var other = await _rig.App.ClientWithAsync("approver");
        (await other.PostJsonAsync(
            $"{GivenFailures.Deliveries}/retry-execution-approval-plans/{(await ApprovalAsync()).Text("approval_plan_id")}/decisions",
            new { provider = "siem", approval_state = "denied", notes = "I was first." })).Ok();

        await approver.ConfirmAsync("Deny");

        await Expect(approver.Dialog.GetByRole(AriaRole.Status)).ToContainTextAsync("0 approvals denied. 1 approval not");
        approver.Complained("409");
        await approver.CloseAsync();
        await Expect(approver.Button("Deny")).ToBeDisabledAsync();
        Assert.That((await _rig.App.RecordsAsync(Decisions)).Select(row => row!.Text("notes")), Is.EqualTo(new[] { "I was first." }));
    }

    private async Task ChooseAsync(Person person) =>
        await person.TickAsync(person.Page.GetByRole(AriaRole.Checkbox, new() { Name = $"Choose {(await ApprovalAsync()).Text("approval_id")}" }));

    private async Task<JsonNode> ApprovalAsync() =>
        (await _rig.App.Admin.GetJsonAsync($"{GivenFailures.Deliveries}/approvals?destination_id={_loop}")).Ok().At("items.0");
}
