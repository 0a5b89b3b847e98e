using Cavra.Domain.Abstractions;
using Cavra.Domain.Approvals;
using Cavra.Domain.Policies;
using Cavra.Domain.WorkerRuns;
using static Cavra.Domain.Tests.Approvals.GivenApproval;
using static Cavra.Domain.Tests.AuditDeliveries.GivenDelivery;

namespace Cavra.Domain.Tests.Approvals;

public sealed class ExpiryTests
{
    private static readonly DateTimeOffset End = Noon.AddMinutes(60);

    [Test]
    public void An_approval_may_be_used_for_a_day_where_nobody_decided_otherwise() =>
        Assert.That(WorkspacePolicy.Default.ExpiresAfterMinutes, Is.EqualTo(24 * 60));

    [TestCase(-1, ExpectedResult = ApprovalState.Approved)]
    [TestCase(0, ExpectedResult = ApprovalState.Expired)]
    [TestCase(1, ExpectedResult = ApprovalState.Expired)]
    public ApprovalState It_holds_to_the_last_instant_before_it_expires(int ticks) => Approved().StateAt(End.AddTicks(ticks));

    [TestCase(-1, ExpectedResult = ApprovalValidity.Valid)]
    [TestCase(0, ExpectedResult = ApprovalValidity.Expired)]
    public ApprovalValidity A_run_may_use_it_to_the_same_instant(int ticks) => Approved().ValidityFor(Setting, Cleo, End.AddTicks(ticks));

    [TestCase(-1, ExpectedResult = "approval.already_approved")]
    [TestCase(0, ExpectedResult = "approval.expired")]
    public string? It_is_decided_about_to_the_same_instant(int ticks) =>
        Approved().Refused(ApprovalAnswer.Approved, Cleo, End.AddTicks(ticks));

    [Test]
    public void It_is_spent_to_the_same_instant()
    {
        var (inTime, late) = (Approved(), Approved());

        inTime.Spend(Ids.New<ExecutionId>(Noon), Cleo, End.AddTicks(-1));

        Assert.That(inTime.State, Is.EqualTo(ApprovalState.Spent));
        Assert.That(() => late.Spend(Ids.New<ExecutionId>(Noon), Cleo, End), Throws.InvalidOperationException);
        Assert.That((late.State, late.ExecutionId), Is.EqualTo((ApprovalState.Approved, default(ExecutionId?))));
    }

    [Test]
    public void Its_time_begins_with_the_first_approval_and_no_later_one_prolongs_it()
    {
        var approval = Asked(required: 2);
        Assert.That(approval.ExpiresAt, Is.Null);

        approval.Decided(ApprovalAnswer.Approved, Ben, Noon.AddMinutes(10));
        approval.Decided(ApprovalAnswer.Approved, Cleo, Noon.AddMinutes(30));

        Assert.That((approval.State, approval.ExpiresAt), Is.EqualTo((ApprovalState.Approved, (DateTimeOffset?)Noon.AddMinutes(70))));
    }

    [Test]
    public void What_nobody_has_approved_does_not_expire() =>
        Assert.That(Asked().StateAt(Noon.AddYears(1)), Is.EqualTo(ApprovalState.Requested));

    [Test]
    public void What_too_few_have_approved_in_time_expires_too()
    {
        var approval = Asked(required: 2);
        approval.Decided(ApprovalAnswer.Approved, Ben);

        Assert.That(approval.Refused(ApprovalAnswer.Approved, Cleo, End.AddTicks(-1)), Is.Null);
        Assert.That(approval.Refused(ApprovalAnswer.Approved, Cleo, End), Is.EqualTo("approval.expired"));
    }

    [Test]
    public void What_has_expired_says_so_whatever_else_has_changed() =>
        Assert.That(Approved().StateAt(End, Setting with { IsOpen = false }), Is.EqualTo(ApprovalState.Expired));
}
