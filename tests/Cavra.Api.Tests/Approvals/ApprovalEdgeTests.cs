using System.Text.Json.Nodes;
using Cavra.Api.Tests.Policies;
using Cavra.Testing;
using static Cavra.Api.Tests.Policies.GivenPolicies;
using static Cavra.Testing.GivenFailures;

namespace Cavra.Api.Tests.Approvals;

/// <summary>What makes an approval count, and what keeps it from being given or used.</summary>
public sealed class ApprovalEdgeTests
{
    private FailingReceiver _siem = null!;
    private FailingReceiver _itsm = null!;
    private CavraApp _cavra = null!;
    private GovernedLoop _loop = null!;

    [OneTimeSetUp]
    public async Task StartCavra()
    {
        (_siem, _itsm) = (await FailingReceiver.StartAsync(), await FailingReceiver.StartAsync());
        _cavra = await CavraApp.StartAsync(GovernedLoop.Connectors(_siem, _itsm));
    }

    [OneTimeTearDown]
    public async Task StopCavra()
    {
        await _cavra.DisposeAsync();
        await _siem.DisposeAsync();
        await _itsm.DisposeAsync();
    }

    [SetUp]
    public async Task OpenWorkspace()
    {
        _siem.Reset();
        _itsm.Reset();
        _loop = await GovernedLoop.OpenAsync(_cavra);
    }

    [Test]
    public async Task What_can_not_be_decided_is_refused_by_its_own_name_and_changes_nothing()
    {
        await _loop.App.FailAsync("itsm");
        await _loop.AcceptedAsync();
        var plan = await _loop.AskAsync();
        var before = await _loop.App.Database.ScalarAsync<long>("select count(*) from approval_decisions");

        (await _loop.DecideAsync(new JsonObject { ["approval_plan_id"] = $"gordackretryapproval-{new string('0', 32)}" }))
            .Problem(404, "approval_plan.not_found");
        (await _loop.DecideAsync(plan, "elsewhere")).Problem(409, "approval.not_asked");
        (await _loop.DecideAsync(plan, "itsm")).Problem(409, "approval.not_accepted");
        (await _loop.DecideAsync(plan, "webhook")).Problem(409, "connector.ambiguous");
        (await _loop.DecideAsync(plan, by: _loop.Operator)).Problem(403, "access.forbidden");
        (await _loop.DecideAsync(plan, more: new { provider = "siem", approval_state = "maybe" })).InvalidAt("/approval_state");
        (await _loop.DecideAsync(plan, more: new { provider = "siem", aproval_state = "denied" })).InvalidAt("/aproval_state");

        Assert.That(await _loop.App.Database.ScalarAsync<long>("select count(*) from approval_decisions"), Is.EqualTo(before));
        Assert.That((plan.Number("approval_required_count"), plan.Number("waiting_count")), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task What_has_ended_is_decided_about_no_more_and_every_end_stays_on_record()
    {
        var destination = await _loop.AcceptedAsync();
        var denied = await _loop.AskAsync();
        (await _loop.DecideAsync(denied, state: "denied")).Ok();
        (await _loop.DecideAsync(denied)).Problem(409, "approval.ended");
        _loop.App.Clock.Advance(TimeSpan.FromSeconds(1));

        var withdrawn = await _loop.AskAsync();
        (await _loop.DecideAsync(withdrawn)).Ok();
        (await _loop.DecideAsync(withdrawn, state: "denied")).Ok();
        _loop.App.Clock.Advance(TimeSpan.FromSeconds(1));

        var expired = await _loop.AskAsync(new { expires_after_minutes = 1 });
        (await _loop.DecideAsync(expired)).Ok();
        _loop.App.Clock.Advance(TimeSpan.FromMinutes(1));
        (await _loop.DecideAsync(expired)).Problem(409, "approval.expired");
        _loop.App.Clock.Advance(TimeSpan.FromSeconds(1));

        var spent = await _loop.AskAsync();
        (await _loop.DecideAsync(spent)).Ok();
        await _loop.RunAsync();
        (await _loop.DecideAsync(spent)).Problem(409, "approval.spent");

        var listed = (await _loop.Operator.GetJsonAsync($"{Deliveries}/approvals?destination_id={destination.Id}")).Ok();
        Assert.That(listed.At("items").AsArray().Select(item => item!.Text("state")), Is.EqualTo(new[] { "spent", "expired", "withdrawn", "denied" }));
        foreach (var state in new[] { "spent", "expired", "withdrawn", "denied" })
        {
            Assert.That((await _loop.Operator.GetJsonAsync($"{Deliveries}/approvals?state={state}")).Ok().Number("total"), Is.EqualTo(1), state);
        }

        (await _loop.Operator.GetJsonAsync($"{Deliveries}/approvals?state=gone")).InvalidAt("/state");
    }

    [Test]
    public async Task A_denial_between_plan_and_run_keeps_it_from_being_sent()
    {
        await _loop.AcceptedAsync();
        var plan = await _loop.AskAsync();
        (await _loop.DecideAsync(plan)).Ok();
        (await _loop.DecideAsync(plan, state: "denied", by: await _loop.App.ClientWithAsync("approver", "auditor"))).Ok();

        var answer = await _loop.RunAsync();

        Assert.That(answer.Text("retry_results.0.skipped"), Is.EqualTo("approval_required"));
        Assert.That(_siem.Requests, Is.Empty);
    }

    [Test]
    public async Task So_many_different_people_approve_as_the_policy_asks_for()
    {
        (await _loop.App.PutPolicyAsync(APolicy(approvals: 2))).Ok();
        var destination = await _loop.AcceptedAsync();
        var plan = await _loop.AskAsync();

        var first = (await _loop.DecideAsync(plan)).Ok();
        (await _loop.DecideAsync(plan)).Problem(409, "approval.same_person");
        Assert.That(first.Text("decision.approvals.0.state"), Is.EqualTo("requested"));
        Assert.That((await _loop.RunAsync()).Text("retry_results.0.execution_record.reason"), Does.StartWith("Not everybody"));

        var second = (await _loop.DecideAsync(plan, by: await _loop.App.ClientWithAsync("approver", "auditor"))).Ok();
        Assert.That(second.Text("decision.approvals.0.state"), Is.EqualTo("approved"));
        (await _loop.DecideAsync(plan, by: await _loop.App.ClientWithAsync("approver", "ci"))).Problem(409, "approval.already_approved");

        var run = await _loop.RunAsync();
        Assert.That(run.Texts("retry_results.0.execution_record.approved_by"), Is.EqualTo(new[] { "approver", "approver-auditor" }));
        Assert.That((await _loop.ApprovalAsync(destination)).At("approved_by").AsArray(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Two_keys_of_one_owner_are_one_person()
    {
        async Task<HttpClient> KeyAsync(string name, params string[] roles) => _loop.App.Client(
            (await _loop.App.Admin.PostJsonAsync("/access/keys", new { name, owner = "lee", roles })).Created().Text("key"));
        var (accepting, approving) = (await KeyAsync("lee-laptop", "operator"), await KeyAsync("lee-phone", "approver"));
        await _loop.App.FailAsync();
        _loop.App.Clock.Advance(TimeSpan.FromMinutes(20));
        await _loop.AcceptAsync(by: accepting);

        (await _loop.DecideAsync(await _loop.AskAsync(), by: approving)).Problem(409, "approval.own_acceptance");
    }

    [TestCase("""{"approvals_required":1}""", "approval_policy.approvals_required")]
    [TestCase("""{"require_retry_ack":false}""", "approval_policy.require_retry_ack")]
    [TestCase("""{"expires_after_minutes":1441}""", "approval_policy.expires_after_minutes")]
    public async Task A_request_may_not_loosen_the_policy(string asked, string member)
    {
        (await _loop.App.PutPolicyAsync(APolicy(approvals: 2))).Ok();

        var refused = await _loop.Operator.PostJsonAsync(
            $"{Deliveries}/retry-execution-approval-plan", $$"""{"approval_policy":{{asked}}}""");

        Assert.That(refused.Problem(422, "policy.loosened").Text("detail"), Does.Contain(member));
        Assert.That(await _loop.App.Database.ScalarAsync<long>("select count(*) from approval_plans"), Is.Zero);
    }

    [Test]
    public async Task A_request_may_tighten_the_policy_to_its_edge()
    {
        await _loop.AcceptedAsync();

        var plan = await _loop.AskAsync(new { approvals_required = 5, expires_after_minutes = 1_440, require_retry_ack = true });

        Assert.That((plan.Number("approvals_required"), plan.Number("expires_after_minutes")), Is.EqualTo((5, 1_440)));
        (await _loop.Operator.PostJsonAsync($"{Deliveries}/retry-execution-approval-plan", new { approval_policy = new { approvals_required = 6 } }))
            .InvalidAt("/approval_policy/approvals_required");
    }

    [Test]
    public async Task Another_policy_makes_an_approval_stale()
    {
        var destination = await _loop.ApprovedAsync();
        (await _loop.App.PutPolicyAsync(APolicy(review: 60))).Ok();

        var approval = await _loop.ApprovalAsync(destination);
        var answer = await _loop.RunAsync();

        Assert.That((approval.Text("state"), string.Join(',', approval.Texts("stale_because"))), Is.EqualTo(("stale", "policy")));
        Assert.That(answer.Text("retry_results.0.execution_record.reason"), Is.EqualTo("Nobody has approved it."));
        Assert.That(_siem.Requests, Is.Empty);
        (await _loop.DecideAsync(await _loop.AskAsync())).Ok();
        Assert.That((await _loop.RunAsync()).Text("retry_results.0.execution_record.execution_status"), Is.EqualTo("delivered"));
    }

    [Test]
    public async Task An_escalated_retry_is_accepted_no_more_and_its_approval_is_stale()
    {
        var destination = await _loop.ApprovedAsync();
        await _loop.AcceptAsync(state: "escalated");

        var approval = await _loop.ApprovalAsync(destination);

        Assert.That((approval.Text("state"), string.Join(',', approval.Texts("stale_because"))), Is.EqualTo(("stale", "acceptance")));
        Assert.That((await _loop.RunAsync()).Text("retry_results.0.skipped"), Is.EqualTo("approval_required"));
        Assert.That((await _loop.AskAsync()).Text("approval_decisions.0.state"), Is.EqualTo("wait_for_retry_ack"));
    }

    [TestCase("2026-11-02T09:20:00Z", "2026-11-02T09:30:00Z", "freeze_window")]
    [TestCase("2026-11-02T09:00:00Z", "2026-11-02T09:20:00Z", "freeze_window")]
    [TestCase("2026-11-02T09:20:00.000001Z", "2026-11-02T09:30:00Z", null)]
    [TestCase("2026-11-02T09:00:00Z", "2026-11-02T09:19:59.999999Z", null)]
    public async Task In_a_freeze_window_nothing_is_sent_again(string from, string to, string? skipped)
    {
        (await _loop.App.PutPolicyAsync(APolicy(windows: AWindow(from: from, to: to)))).Ok();
        await _loop.ApprovedAsync();

        var answer = await _loop.RunAsync();

        Assert.That((string?)answer.At("retry_results.0")["skipped"], Is.EqualTo(skipped));
        Assert.That(_siem.Requests, Has.Count.EqualTo(skipped is null ? 1 : 0));
    }

    [Test]
    public async Task Where_four_eyes_are_advisory_every_use_of_ones_own_approval_is_marked()
    {
        (await _loop.App.PutPolicyAsync(APolicy(fourEyes: "advisory"))).Ok();
        var all = await _loop.App.ClientWithAsync("operator", "approver", "executor");
        await _loop.App.FailAsync();
        _loop.App.Clock.Advance(TimeSpan.FromMinutes(20));
        await _loop.AcceptAsync(by: all);

        var decision = (await _loop.DecideAsync(await _loop.AskAsync(), by: all)).Ok();
        var record = (await _loop.RunAsync(all)).At("retry_results.0.execution_record");

        Assert.That(decision.Flag("decision.own_acceptance"), Is.True);
        Assert.That((record.Text("execution_status"), record.Flag("four_eyes_broken")), Is.EqualTo(("delivered", true)));
        var marks = await _loop.App.Database.ColumnAsync(
            "select document::jsonb #>> '{what,summary,four_eyes_broken}' from evidence_documents where document::jsonb #> '{what,summary}' ? 'four_eyes_broken'");
        Assert.That(marks, Is.EqualTo(new[] { "true", "true" }), "when it began, and in its record");
    }

    [Test]
    public async Task Where_no_acceptance_is_asked_for_the_loop_closes_without_a_review()
    {
        (await _loop.App.PutPolicyAsync(APolicy().With("require_retry_ack", false))).Ok();
        var destination = await _loop.App.FailAsync();
        _loop.App.Clock.Advance(TimeSpan.FromMinutes(20));
        (await _loop.Operator.PostJsonAsync($"{Deliveries}/retry-plan", new { })).Created();
        (await _loop.DecideAsync(await _loop.AskAsync())).Ok();

        await _loop.RunAsync();

        var loop = (await _loop.Operator.GetJsonAsync($"{Deliveries}/loops/{destination.Id}")).Ok();
        Assert.That(loop.Flag("open"), Is.False, loop.ToJsonString());
        Assert.That(loop.At("gates").AsArray().Single(gate => gate!.Text("gate") == "reviewed")!.Flag("applies"), Is.False);
    }

    [Test]
    public async Task Approvals_left_alone_for_longer_than_their_review_minutes_are_findings()
    {
        await _loop.AcceptedAsync();
        var plan = await _loop.AskAsync();
        _loop.App.Clock.Advance(TimeSpan.FromMinutes(240));
        var inTime = await FindingsAsync();
        _loop.App.Clock.Advance(TimeSpan.FromMicroseconds(1));
        var late = await FindingsAsync();
        (await _loop.DecideAsync(plan)).Ok();
        _loop.App.Clock.Advance(TimeSpan.FromDays(1));
        var stale = await FindingsAsync();
        (await _loop.App.PutPolicyAsync(APolicy(review: 239))).Ok();
        var ended = await FindingsAsync();

        Assert.That(inTime, Has.None.StartsWith("approvals_"));
        Assert.That(late, Has.One.EqualTo("approvals_waiting"));
        Assert.That(stale, Has.One.EqualTo("approvals_stale").And.None.EqualTo("approvals_waiting"));
        Assert.That(ended, Has.None.StartsWith("approvals_"), "another policy ends it");
    }

    [Test]
    public async Task Whoever_can_decide_is_told_what_awaits_them()
    {
        await _loop.AcceptedAsync();
        await _loop.AskAsync();

        var owed = (await _loop.Approver.GetJsonAsync("/obligations")).Ok().At("obligations").AsArray();
        var approval = owed.Single(it => it!.Text("kind") == "decide_approval")!;

        Assert.That((approval.Number("count"), string.Join(',', approval.Texts("awaited_roles"))), Is.EqualTo((1, "approver")));
        Assert.That((await _loop.Approver.GetJsonAsync(approval.Text("href"))).Ok().Number("total"), Is.EqualTo(1));
        Assert.That((await _loop.Approver.GetJsonAsync(approval.Text("href"))).Ok().Flag("items.0.may_approve"), Is.True);
        Assert.That((await _loop.Operator.GetJsonAsync(approval.Text("href"))).Ok().Text("items.0.why_not"), Is.EqualTo("access.forbidden"));
    }

    private async Task<string[]> FindingsAsync() =>
        (await _loop.Operator.GetJsonAsync($"{Deliveries}/worker-health")).Ok().At("alerts").AsArray()
            .Select(alert => alert!.Text("category")).ToArray();
}
