using Cavra.Api.Tests.Policies;
using Cavra.Testing;
using static Cavra.Api.Tests.Policies.GivenPolicies;
using static Cavra.Testing.GivenFailures;

namespace Cavra.Api.Tests.Approvals;

/// <summary>What is over stays over, and still says who was involved.</summary>
public sealed class ApprovalEndTests
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
    public async Task A_policy_that_is_set_back_revives_no_approval()
    {
        var destination = await _loop.ApprovedAsync();
        (await _loop.App.PutPolicyAsync(APolicy(review: 60))).Ok();
        (await _loop.App.PutPolicyAsync(APolicy())).Ok();

        var answer = await _loop.RunAsync();

        var approval = await _loop.ApprovalAsync(destination);
        Assert.That((approval.Text("state"), string.Join(',', approval.Texts("stale_because"))), Is.EqualTo(("stale", "policy")));
        Assert.That(approval.Text("ended_at"), Is.Not.Empty);
        Assert.That(approval["ended_by"], Is.Null);
        Assert.That(answer.Text("retry_results.0.skipped"), Is.EqualTo("approval_required"));
        Assert.That(_siem.Requests, Is.Empty);
    }

    [Test]
    public async Task What_a_run_has_skipped_as_stale_stays_so()
    {
        var destination = await _loop.ApprovedAsync();
        await _loop.AcceptAsync(state: "escalated");
        await _loop.RunAsync();
        await _loop.AcceptAsync();

        var answer = await _loop.RunAsync();

        var approval = await _loop.ApprovalAsync(destination);
        Assert.That((approval.Text("state"), string.Join(',', approval.Texts("stale_because"))), Is.EqualTo(("stale", "acceptance")));
        Assert.That(approval.Text("accepted_by"), Is.EqualTo("operator"));
        Assert.That(answer.Text("retry_results.0.skipped"), Is.EqualTo("approval_required"));
        Assert.That(_siem.Requests, Is.Empty);
    }

    [Test]
    public async Task An_approver_ends_what_is_stale_or_has_expired_by_denying_it()
    {
        var destination = await _loop.AcceptedAsync();
        var stale = await _loop.AskAsync();
        (await _loop.DecideAsync(stale)).Ok();
        await _loop.AcceptAsync(state: "escalated");
        (await _loop.DecideAsync(stale)).Problem(409, "approval.stale");
        (await _loop.DecideAsync(stale, state: "denied")).Ok();
        await _loop.AcceptAsync();
        Assert.That((await _loop.ApprovalAsync(destination)).Text("state"), Is.EqualTo("withdrawn"));
        _loop.App.Clock.Advance(TimeSpan.FromSeconds(1));

        var expired = await _loop.AskAsync(new { expires_after_minutes = 1 });
        (await _loop.DecideAsync(expired)).Ok();
        _loop.App.Clock.Advance(TimeSpan.FromMinutes(1));
        (await _loop.DecideAsync(expired, state: "denied")).Ok();

        var approval = await _loop.ApprovalAsync(destination);
        Assert.That((approval.Text("state"), approval.Text("ended_by")), Is.EqualTo(("withdrawn", "approver")));
        (await _loop.DecideAsync(expired, state: "denied")).Problem(409, "approval.ended");
    }

    [Test]
    public async Task An_approval_that_was_used_says_who_had_accepted_the_retry()
    {
        var destination = await _loop.ApprovedAsync();
        await _loop.RunAsync();

        var approval = await _loop.ApprovalAsync(destination);

        Assert.That((approval.Text("state"), approval.Text("accepted_by")), Is.EqualTo(("spent", "operator")));
    }

    [TestCase("accepted")]
    [TestCase("escalated")]
    public async Task Who_has_ever_accepted_it_may_not_approve_it(string then)
    {
        var both = await _loop.App.ClientWithAsync("operator", "approver");
        await _loop.App.FailAsync();
        _loop.App.Clock.Advance(TimeSpan.FromMinutes(20));
        await _loop.AcceptAsync(by: both);
        await _loop.AcceptAsync(state: then);
        await _loop.AcceptAsync();
        var plan = await _loop.AskAsync();

        (await _loop.DecideAsync(plan, by: both)).Problem(409, "approval.own_acceptance");

        (await _loop.DecideAsync(plan)).Ok();
    }
}
