using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Approvals;
using Cavra.Domain.WorkerRuns;
using static Cavra.Domain.Tests.Approvals.GivenApproval;
using static Cavra.Domain.Tests.AuditDeliveries.GivenDelivery;

namespace Cavra.Domain.Tests.Approvals;

public sealed class DecidingTests
{
    private static readonly ApprovalAnswer[] Answers = Enum.GetValues<ApprovalAnswer>();

    [TestCase(ApprovalAnswer.Approved, ApprovalState.Approved)]
    [TestCase(ApprovalAnswer.Denied, ApprovalState.Denied)]
    [TestCase(ApprovalAnswer.Deferred, ApprovalState.Withdrawn)]
    [TestCase(ApprovalAnswer.Expired, ApprovalState.Expired)]
    public void What_is_asked_for_ends_as_it_is_answered(ApprovalAnswer answer, ApprovalState expected)
    {
        var approval = Asked();

        var usable = approval.Decided(answer, Ben);

        Assert.That((approval.State, usable), Is.EqualTo((expected, answer is ApprovalAnswer.Approved)));
        Assert.That((approval.EndedBy, approval.EndedAt), Is.EqualTo(usable ? (default(Actor?), default(DateTimeOffset?)) : (Ben, Noon)));
    }

    [TestCase(ApprovalAnswer.Denied)]
    [TestCase(ApprovalAnswer.Deferred)]
    [TestCase(ApprovalAnswer.Expired)]
    public void A_later_answer_withdraws_what_was_approved_and_not_used(ApprovalAnswer answer)
    {
        var approval = Approved();

        Assert.That(approval.Decided(answer, Cleo, Noon.AddMinutes(1)), Is.False);

        Assert.That((approval.State, approval.EndedBy, approval.EndedAt), Is.EqualTo((ApprovalState.Withdrawn, Cleo, Noon.AddMinutes(1))));
        Assert.That(approval.Grants.Single().By, Is.EqualTo(Ben), "who was involved stays");
    }

    [Test]
    public void Who_approved_or_accepted_may_take_it_back()
    {
        Assert.That(Approved().Refused(ApprovalAnswer.Denied, Ben), Is.Null);
        Assert.That(Asked().Refused(ApprovalAnswer.Denied, Alma), Is.Null);
    }

    [Test]
    public void One_of_several_who_denies_ends_it_for_all()
    {
        var approval = Asked(required: 3);
        approval.Decided(ApprovalAnswer.Approved, Ben);

        approval.Decided(ApprovalAnswer.Denied, Cleo);

        Assert.That(approval.State, Is.EqualTo(ApprovalState.Denied));
    }

    [TestCaseSource(nameof(Answers))]
    public void Nothing_is_decided_about_what_was_used(ApprovalAnswer answer)
    {
        var approval = Approved();
        approval.Spend(Ids.New<ExecutionId>(Noon), Cleo, Noon);

        Assert.That(approval.Refused(answer, Cleo), Is.EqualTo("approval.spent"));
    }

    [Test]
    public void Nothing_is_decided_about_what_was_denied_or_withdrawn(
        [Values(ApprovalAnswer.Denied, ApprovalAnswer.Deferred)] ApprovalAnswer earlier, [Values] ApprovalAnswer answer)
    {
        var approval = Asked();
        approval.Decided(earlier, Ben);

        Assert.That(approval.Refused(answer, Cleo), Is.EqualTo("approval.ended"));
    }

    [TestCaseSource(nameof(Answers))]
    public void Nothing_is_decided_about_what_was_declared_to_have_expired(ApprovalAnswer answer)
    {
        var approval = Asked();
        approval.Decided(ApprovalAnswer.Expired, Ben);

        Assert.That(approval.Refused(answer, Cleo), Is.EqualTo("approval.expired"));
    }

    [Test]
    public void What_is_stale_or_no_longer_open_is_not_approved()
    {
        var again = Setting with { Binding = Binding with { FailedAttempts = 2 } };

        Assert.That(Asked().Refused(ApprovalAnswer.Approved, Ben, setting: again), Is.EqualTo("approval.stale"));
        Assert.That(
            Asked().Refused(ApprovalAnswer.Approved, Ben, setting: Setting with { IsOpen = false }), Is.EqualTo("approval.not_approvable"));
    }

    [TestCase(ApprovalAnswer.Denied)]
    [TestCase(ApprovalAnswer.Deferred)]
    [TestCase(ApprovalAnswer.Expired)]
    public void What_is_stale_can_still_be_ended_by_a_person(ApprovalAnswer answer) =>
        Assert.That(Asked().Refused(answer, Ben, setting: Setting with { Binding = Binding with { FailedAttempts = 2 } }), Is.Null);

    [Test]
    public void A_refusal_says_which_destination_it_is_about_and_what_has_changed()
    {
        var approval = Asked();
        var changed = Setting with { Binding = Binding with { FailedAttempts = 2, PackageDigest = "" } };

        var refusal = approval.WhyNot(ApprovalAnswer.Approved, Ben, changed, Noon)!;

        Assert.That(refusal.Message, Does.Contain($"{approval.DestinationId} of {approval.DeliveryId}"));
        Assert.That(refusal.Message, Does.Contain("changed since: the audit package, it has failed again."));
    }

    [Test]
    public void What_was_found_stale_before_is_refused_in_a_whole_sentence()
    {
        var approval = Asked();
        approval.Lapse(new ApprovalStanding(ApprovalState.Stale, [BindingChange.Policy]), Noon);

        var refusal = approval.WhyNot(ApprovalAnswer.Approved, Ben, Setting, Noon)!;

        Assert.That(refusal.Code, Is.EqualTo("approval.stale"));
        Assert.That(refusal.Message, Does.StartWith("What was asked for has changed since: the workspace's policy. Plan the approval again"));
    }

    [Test]
    public void A_decision_that_is_refused_is_not_taken()
    {
        var (approval, other) = (Approved(), Asked());
        var decision = ApprovalDecision.Of(
            Asking(), "siem", [other.Planned()], new ApprovalSays(ApprovalAnswer.Approved), Cleo, Noon);

        Assert.That(() => approval.Take(decision.Value, Setting, Proof), Throws.InvalidOperationException);
        Assert.That(approval.Grants, Has.Count.EqualTo(1));
    }

    [Test]
    public void It_is_used_once_and_not_before_it_is_approved()
    {
        var (approval, asked, execution) = (Approved(), Asked(), Ids.New<ExecutionId>(Noon));
        approval.Spend(execution, Cleo, Noon);

        Assert.That((approval.State, approval.ExecutionId, approval.EndedBy), Is.EqualTo((ApprovalState.Spent, execution, Cleo)));
        Assert.That(() => approval.Spend(Ids.New<ExecutionId>(Noon), Cleo, Noon), Throws.InvalidOperationException);
        Assert.That(() => asked.Spend(execution, Cleo, Noon), Throws.InvalidOperationException);
    }

    [Test]
    public void Only_what_is_open_and_has_expired_or_is_stale_lapses()
    {
        var (open, ended) = (Asked(), Asked());
        ended.Decided(ApprovalAnswer.Denied, Ben);

        Assert.That(() => open.Lapse(open.Standing(Setting, Noon), Noon), Throws.InvalidOperationException);
        Assert.That(() => ended.Lapse(ended.Standing(Setting, Noon), Noon), Throws.InvalidOperationException);
        open.Lapse(new ApprovalStanding(ApprovalState.Expired, []), Noon);
        Assert.That((open.State, open.EndedAt, open.EndedBy), Is.EqualTo((ApprovalState.Expired, Noon, default(Actor?))));
    }
}
