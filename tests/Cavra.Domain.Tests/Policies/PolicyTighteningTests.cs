using Cavra.Domain.Policies;
using Cavra.Domain.RetryPlans;

namespace Cavra.Domain.Tests.Policies;

public sealed class PolicyTighteningTests
{
    private static readonly WorkspacePolicy Policy = WorkspacePolicy.Default with
    {
        ApprovalsRequired = 2,
        ExpiresAfterMinutes = 60,
        RetryPolicy = new RetryPolicy(5, 10, 2, 100, AllowImmediateRetry: false),
    };

    [TestCase(null, 2)]
    [TestCase(2, 2)]
    [TestCase(3, 3)]
    [TestCase(1, null)]
    public void More_people_may_be_asked_for_and_never_fewer(int? asked, int? expected) =>
        Assert.That(Approval(new(ApprovalsRequired: asked), "approvals_required")?.ApprovalsRequired, Is.EqualTo(expected));

    [TestCase(null, 60)]
    [TestCase(60, 60)]
    [TestCase(59, 59)]
    [TestCase(61, null)]
    public void An_approval_may_be_asked_for_a_shorter_time_and_never_for_a_longer(int? asked, int? expected) =>
        Assert.That(Approval(new(ExpiresAfterMinutes: asked), "expires_after_minutes")?.ExpiresAfterMinutes, Is.EqualTo(expected));

    [TestCase(true, null, true)]
    [TestCase(true, true, true)]
    [TestCase(true, false, null)]
    [TestCase(false, null, false)]
    [TestCase(false, false, false)]
    [TestCase(false, true, true)]
    public void An_acceptance_may_be_asked_for_and_never_let_go(bool own, bool? asked, bool? expected)
    {
        var terms = (Policy with { RequireRetryAck = own }).Tightened(new ApprovalTermsAsked(RequireRetryAck: asked));

        Assert.That(terms.Refusal is null ? terms.Value.RequireRetryAck : (bool?)null, Is.EqualTo(expected));
    }

    [Test]
    public void Every_member_that_is_looser_is_named()
    {
        var refusal = Policy.Tightened(new ApprovalTermsAsked(false, 1, 61)).Refusal!;

        Assert.That(refusal.Code, Is.EqualTo("policy.loosened"));
        Assert.That(refusal.Errors.Keys, Is.EqualTo(new[]
        {
            "/approval_policy/require_retry_ack", "/approval_policy/approvals_required", "/approval_policy/expires_after_minutes",
        }));
        Assert.That(refusal.Message, Does.EndWith(": approval_policy.require_retry_ack, approval_policy.approvals_required, approval_policy.expires_after_minutes."));
    }

    [TestCase(4, 10, 2, 100, ExpectedResult = "")]
    [TestCase(5, 10, 2, 100, ExpectedResult = "")]
    [TestCase(6, 10, 2, 100, ExpectedResult = "max_retry_attempts")]
    [TestCase(5, 9, 2, 100, ExpectedResult = "retry_delay_minutes")]
    [TestCase(5, 11, 2, 100, ExpectedResult = "")]
    [TestCase(5, 10, 1.9, 100, ExpectedResult = "backoff_multiplier")]
    [TestCase(5, 10, 2.1, 100, ExpectedResult = "")]
    [TestCase(5, 10, 2, 99, ExpectedResult = "max_retry_delay_minutes")]
    [TestCase(5, 10, 2, 101, ExpectedResult = "")]
    [TestCase(20, 1, 1, 1, ExpectedResult = "max_retry_attempts,retry_delay_minutes,backoff_multiplier,max_retry_delay_minutes")]
    public string A_retry_policy_may_wait_longer_or_try_less_often_and_never_the_other_way(int attempts, int delay, double multiplier, int max) =>
        Looser(Policy, new RetryPolicyAsked(attempts, delay, multiplier, max));

    [TestCase(false, true, ExpectedResult = "allow_immediate_retry")]
    [TestCase(false, false, ExpectedResult = "")]
    [TestCase(true, true, ExpectedResult = "")]
    [TestCase(true, false, ExpectedResult = "")]
    public string A_retry_without_delay_has_to_be_allowed_by_the_workspace(bool own, bool asked) => Looser(
        Policy with { RetryPolicy = Policy.RetryPolicy with { AllowImmediateRetry = own } }, new RetryPolicyAsked(AllowImmediateRetry: asked));

    [Test]
    public void What_a_request_leaves_out_says_the_workspaces_policy()
    {
        Assert.That(Policy.Tightened((RetryPolicyAsked?)null).Value, Is.EqualTo(Policy.RetryPolicy));
        Assert.That(
            Policy.Tightened(new RetryPolicyAsked(MaxRetryAttempts: 1)).Value, Is.EqualTo(Policy.RetryPolicy with { MaxRetryAttempts = 1 }));
        Assert.That(Policy.Tightened(new ApprovalTermsAsked()).Value, Is.EqualTo(new ApprovalTerms(true, 2, 60)));
    }

    [Test]
    public void The_built_in_retry_policy_binds_nobody_and_another_one_does()
    {
        var loose = new RetryPolicyAsked(20, 0, 1, 0, AllowImmediateRetry: true);

        Assert.That(Looser(WorkspacePolicy.Default, loose), Is.Empty);
        Assert.That(Looser(WorkspacePolicy.Default with { RetryPolicy = RetryPolicy.Default with { MaxRetryAttempts = 20 } }, loose),
            Is.EqualTo("retry_delay_minutes,backoff_multiplier,max_retry_delay_minutes,allow_immediate_retry"));
    }

    [Test]
    public void What_is_out_of_its_range_is_said_before_what_is_looser() =>
        Assert.That(Policy.Tightened(new RetryPolicyAsked(MaxRetryAttempts: 21)).Refusal?.Code, Is.EqualTo("retry_plan.policy_out_of_range"));

    private static ApprovalTerms? Approval(ApprovalTermsAsked asked, string member)
    {
        var terms = Policy.Tightened(asked);
        if (terms.Refusal is not { } refusal)
        {
            return terms.Value;
        }

        Assert.That((refusal.Code, refusal.Errors.Keys.Single()), Is.EqualTo(("policy.loosened", $"/approval_policy/{member}")));
        return null;
    }

    private static string Looser(WorkspacePolicy policy, RetryPolicyAsked asked)
    {
        var refusal = policy.Tightened(asked).Refusal;
        Assert.That(refusal?.Code, Is.Null.Or.EqualTo("policy.loosened"));
        return string.Join(',', (refusal?.Errors.Keys ?? []).Select(member => member["/retry_policy/".Length..]));
    }
}
