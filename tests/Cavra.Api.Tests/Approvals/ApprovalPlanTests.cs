using System.Text.Json.Nodes;
using Cavra.Api.Tests.Policies;
using Cavra.Testing;
using static Cavra.Api.Tests.Policies.GivenPolicies;
using static Cavra.Testing.GivenFailures;

namespace Cavra.Api.Tests.Approvals;

/// <summary>What a plan says about approvals that are open, and what deciding about it means.</summary>
public sealed class ApprovalPlanTests
{
    private FailingReceiver _siem = null!;
    private CavraApp _cavra = null!;
    private GovernedLoop _loop = null!;

    [OneTimeSetUp]
    public async Task StartCavra()
    {
        _siem = await FailingReceiver.StartAsync();
        _cavra = await CavraApp.StartAsync(GovernedLoop.Connectors(_siem, _siem));
    }

    [OneTimeTearDown]
    public async Task StopCavra()
    {
        await _cavra.DisposeAsync();
        await _siem.DisposeAsync();
    }

    [SetUp]
    public async Task OpenWorkspace()
    {
        _siem.Reset();
        _loop = await GovernedLoop.OpenAsync(_cavra);
    }

    [Test]
    public async Task Asking_for_acceptance_ends_an_approval_of_what_nobody_accepted()
    {
        (await _loop.App.PutPolicyAsync(APolicy().With("require_retry_ack", false))).Ok();
        var destination = await _loop.App.FailAsync();
        _loop.App.Clock.Advance(TimeSpan.FromMinutes(20));
        (await _loop.Operator.PostJsonAsync($"{Deliveries}/retry-plan", new { })).Created();
        (await _loop.DecideAsync(await _loop.AskAsync())).Ok();

        var plan = await _loop.AskAsync(new { require_retry_ack = true });
        var answer = await _loop.RunAsync();

        Assert.That(plan.Text("approval_decisions.0.state"), Is.EqualTo("wait_for_retry_ack"));
        Assert.That((await _loop.ApprovalAsync(destination)).Text("state"), Is.EqualTo("stale"));
        Assert.That(answer.Text("retry_results.0.skipped"), Is.EqualTo("approval_required"));
        Assert.That(_siem.Requests, Is.Empty);
    }

    [Test]
    public async Task Asking_for_acceptance_leaves_an_approval_of_what_was_accepted_and_binds_it()
    {
        (await _loop.App.PutPolicyAsync(APolicy().With("require_retry_ack", false))).Ok();
        var destination = await _loop.ApprovedAsync();

        var plan = await _loop.AskAsync(new { require_retry_ack = true });
        await _loop.AcceptAsync(state: "escalated");

        Assert.That(plan.Text("approval_decisions.0.state"), Is.EqualTo("already_approved"));
        Assert.That((await _loop.ApprovalAsync(destination)).Texts("stale_because"), Is.EqualTo(new[] { "acceptance" }));
    }

    [Test]
    public async Task An_approval_that_has_expired_by_stricter_terms_is_asked_for_anew()
    {
        var destination = await _loop.ApprovedAsync();
        _loop.App.Clock.Advance(TimeSpan.FromMinutes(5));

        var plan = await _loop.AskAsync(new { expires_after_minutes = 5 });

        var decision = plan.At("approval_decisions.0");
        Assert.That((decision.Text("state"), decision.Flag("approval_required")), Is.EqualTo(("request_approval", true)));
        Assert.That((plan.Number("approved_count"), plan.Number("approval_required_count")), Is.EqualTo((0, 1)));
        var approvals = (await _loop.Operator.GetJsonAsync($"{Deliveries}/approvals?destination_id={destination.Id}")).Ok().At("items").AsArray();
        Assert.That(approvals.Select(it => it!.Text("state")), Is.EqualTo(new[] { "requested", "expired" }));
        Assert.That(decision.Text("approval_id"), Is.EqualTo(approvals[0]!.Text("approval_id")));
    }

    [Test]
    public async Task It_judges_by_the_policy_that_health_and_runs_judge_by()
    {
        await _loop.App.FailAsync();
        (await _loop.Operator.PostJsonAsync(
            $"{Deliveries}/retry-plan", """{"retry_policy":{"retry_delay_minutes":0,"allow_immediate_retry":true}}""")).Created();
        var before = await _loop.AskAsync();
        _loop.App.Clock.Advance(TimeSpan.FromSeconds(1));
        (await _loop.App.PutPolicyAsync(APolicy(delay: 600))).Ok();

        var plan = await _loop.AskAsync();

        Assert.That(before.Text("approval_decisions.0.action"), Is.EqualTo("retry"));
        Assert.That(plan.Text("approval_decisions.0.action"), Is.EqualTo("wait"), "the retry plan is from before the policy");
        var dry = (await _loop.Operator.PostJsonAsync($"{Deliveries}/worker-run", new { })).Created();
        Assert.That(dry.Text("run.retry_plan.retry_decisions.0.action"), Is.EqualTo("wait"));
    }

    [Test]
    public async Task It_holds_what_a_worker_left_behind()
    {
        var destination = await _loop.AcceptedAsync();
        await _loop.App.Database.ExecuteAsync(
            $"update destinations set state = 'sending', lease_until = '{_loop.App.Clock.GetUtcNow():O}' where id = '{destination.Id.Value}'");

        var plan = await _loop.AskAsync();

        Assert.That(plan.At("approval_decisions").AsArray().Select(it => it!.Text("destination_id")), Is.EqualTo(new[] { destination.Id.ToString() }));
    }

    [Test]
    public async Task Who_approves_a_connector_means_what_needs_it()
    {
        var (first, second) = await TwoAsync();
        (await ApproveAsync(await _loop.AskAsync(), first)).Ok();
        var plan = await _loop.AskAsync();

        var decision = (await _loop.DecideAsync(plan)).Ok();

        Assert.That(decision.Texts("decision.destinations"), Is.EqualTo(new[] { second }));
        Assert.That(decision.At("decision.approvals").AsArray().Select(it => it!.Text("destination_id")), Is.EqualTo(new[] { second }));
        Assert.That(plan.Number("approved_count"), Is.EqualTo(1));
        (await _loop.DecideAsync(plan, by: await _loop.App.ClientWithAsync("approver", "ci"))).Problem(409, "approval.already_approved");
        (await ApproveAsync(plan, first)).Problem(409, "approval.same_person");
    }

    [Test]
    public async Task Who_approves_a_connector_means_what_they_have_not_approved()
    {
        (await _loop.App.PutPolicyAsync(APolicy(approvals: 2))).Ok();
        var (first, second) = await TwoAsync();
        var plan = await _loop.AskAsync();
        (await ApproveAsync(plan, first)).Ok();

        var decision = (await _loop.DecideAsync(plan)).Ok();
        (await _loop.DecideAsync(plan)).Problem(409, "approval.same_person");
        var others = (await _loop.DecideAsync(plan, by: await _loop.App.ClientWithAsync("approver", "ci"))).Ok();

        Assert.That(decision.Texts("decision.destinations"), Is.EqualTo(new[] { second }));
        Assert.That(others.Number("decision.destination_count"), Is.EqualTo(2));
    }

    [Test]
    public async Task Who_denies_a_connector_means_what_was_approved_too()
    {
        var (first, _) = await TwoAsync();
        (await ApproveAsync(await _loop.AskAsync(), first)).Ok();

        var decision = (await _loop.DecideAsync(await _loop.AskAsync(), state: "denied")).Ok();

        Assert.That(decision.Number("decision.destination_count"), Is.EqualTo(2));
    }

    private async Task<(string First, string Second)> TwoAsync()
    {
        var first = await _loop.App.FailAsync();
        _loop.App.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await _loop.AcceptedAsync();
        return (first.Id.ToString(), second.Id.ToString());
    }

    private Task<Answer> ApproveAsync(JsonNode plan, string destination) =>
        _loop.DecideAsync(plan, more: new { provider = "siem", destination_id = destination });
}
