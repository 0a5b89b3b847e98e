using Cavra.Domain.Approvals;
using Cavra.Domain.Policies;
using static Cavra.Domain.Tests.Approvals.GivenApproval;
using static Cavra.Domain.Tests.AuditDeliveries.GivenDelivery;

namespace Cavra.Domain.Tests.Approvals;

public sealed class ApprovalPlanTests
{
    private static readonly ApprovalSetting Unaccepted = Setting with { AcceptedBy = null };

    [Test]
    public void A_plan_asks_for_an_approval_where_none_is_open()
    {
        var (plan, decision) = (Asking(Terms with { ApprovalsRequired = 2 }), ADecision());

        var asked = plan.Add(decision, Due, Setting, existing: null)!;

        Assert.That((asked.State, asked.ApprovalsRequired, asked.ExpiresAfterMinutes), Is.EqualTo((ApprovalState.Requested, 2, 60)));
        Assert.That((asked.DestinationId, asked.Binding, asked.RequestedBy), Is.EqualTo((decision.DestinationId, Binding, Dana)));
        Assert.That((plan.Decisions[0].State, plan.Decisions[0].ApprovalId), Is.EqualTo((PlannedApprovalState.RequestApproval, asked.Id)));
        Assert.That(plan.Decisions[0].ContentDigest, Is.EqualTo(Binding.Digest));
        Assert.That(Counts(plan), Is.EqualTo((1, 1, 0, 0)));
    }

    [Test]
    public void A_retry_that_nobody_has_accepted_waits_for_that_first()
    {
        var plan = Asking();

        Assert.That(plan.Add(ADecision(), Due, Unaccepted, existing: null), Is.Null);

        Assert.That((plan.Decisions[0].State, plan.Decisions[0].ApprovalId),
            Is.EqualTo((PlannedApprovalState.WaitForRetryAck, default(ApprovalId?))));
        Assert.That(Counts(plan), Is.EqualTo((1, 0, 0, 1)));
    }

    [Test]
    public void Where_no_acceptance_is_asked_for_none_is_waited_for() =>
        Assert.That(Asking(Terms with { RequireRetryAck = false }).Add(ADecision(), Due, Unaccepted, existing: null), Is.Not.Null);

    [Test]
    public void What_is_asked_for_or_approved_already_is_not_asked_for_again()
    {
        var (asked, approved, plan) = (Asked(), Approved(), Asking());

        Assert.That(plan.Add(ADecision(), Due, Setting, asked), Is.Null);
        Assert.That(plan.Add(ADecision(), Due, Setting, approved), Is.Null);

        Assert.That(plan.Decisions.Select(it => (it.State, it.ApprovalId, it.Position)), Is.EqualTo(new[]
        {
            (PlannedApprovalState.RequestApproval, (ApprovalId?)asked.Id, 0),
            (PlannedApprovalState.AlreadyApproved, approved.Id, 1),
        }));
        Assert.That(Counts(plan), Is.EqualTo((2, 1, 1, 0)));
    }

    [Test]
    public void What_has_expired_is_asked_for_anew_from_that_instant_on()
    {
        var (inTime, late) = (Approved(), Approved());

        Assert.That(Asking(at: Noon.AddMinutes(60).AddTicks(-1)).Add(ADecision(), Due, Setting, inTime), Is.Null);
        var anew = Asking(at: Noon.AddMinutes(60)).Add(ADecision(), Due, Setting, late);

        Assert.That((late.State, anew?.State), Is.EqualTo((ApprovalState.Expired, (ApprovalState?)ApprovalState.Requested)));
        Assert.That((late.EndedAt, late.ExpiresAt), Is.EqualTo(((DateTimeOffset?)Noon.AddMinutes(60), (DateTimeOffset?)Noon.AddMinutes(60))));
    }

    [Test]
    public void What_is_stale_is_asked_for_anew_as_it_is_now()
    {
        var approval = Approved();
        var again = Setting with { Binding = Binding with { FailedAttempts = 2 } };

        var anew = Asking().Add(ADecision(), Due, again, approval);

        Assert.That((approval.State, anew?.Binding), Is.EqualTo((ApprovalState.Stale, again.Binding)));
        Assert.That(anew!.Grants, Is.Empty);
    }

    [Test]
    public void What_is_accepted_no_more_is_stale_and_waits()
    {
        var (approval, plan) = (Approved(), Asking());

        Assert.That(plan.Add(ADecision(), Due, Unaccepted, approval), Is.Null);

        Assert.That((approval.State, plan.Decisions[0].State), Is.EqualTo((ApprovalState.Stale, PlannedApprovalState.WaitForRetryAck)));
    }

    [TestCase(1, 60, 1, 60, ApprovalState.Approved)]
    [TestCase(2, 60, 2, 60, ApprovalState.Requested)]
    [TestCase(1, 30, 1, 30, ApprovalState.Approved)]
    [TestCase(1, 1_440, 1, 60, ApprovalState.Approved)]
    public void Asked_for_again_the_stricter_terms_count(int required, int minutes, int expectedRequired, int expectedMinutes, ApprovalState expected)
    {
        var approval = Approved();

        Asking(new ApprovalTerms(true, required, minutes)).Add(ADecision(), Due, Setting, approval);

        Assert.That((approval.ApprovalsRequired, approval.ExpiresAfterMinutes, approval.State), Is.EqualTo((expectedRequired, expectedMinutes, expected)));
        Assert.That(approval.ExpiresAt, Is.EqualTo(Noon.AddMinutes(expectedMinutes)));
    }

    [Test]
    public void Asked_for_again_with_fewer_people_as_many_are_needed_as_before()
    {
        var approval = Asked(required: 2);
        approval.Decided(ApprovalAnswer.Approved, Ben);

        var plan = Asking(Terms);
        plan.Add(ADecision(), Due, Setting, approval);

        Assert.That((approval.ApprovalsRequired, plan.Decisions[0].State), Is.EqualTo((2, PlannedApprovalState.RequestApproval)));
    }

    [TestCase(-1, PlannedApprovalState.AlreadyApproved, ApprovalState.Approved)]
    [TestCase(0, PlannedApprovalState.RequestApproval, ApprovalState.Expired)]
    public void What_has_expired_by_the_shorter_time_that_is_asked_for_is_asked_for_anew(
        int ticks, PlannedApprovalState planned, ApprovalState expected)
    {
        var approval = Approved();

        var plan = Asking(Terms with { ExpiresAfterMinutes = 30 }, Noon.AddMinutes(30).AddTicks(ticks));
        var anew = plan.Add(ADecision(), Due, Setting, approval);

        Assert.That((plan.Decisions[0].State, approval.State), Is.EqualTo((planned, expected)));
        Assert.That(plan.Decisions[0].ApprovalId, Is.EqualTo((anew ?? approval).Id));
    }

    [Test]
    public void Asked_for_again_with_an_acceptance_what_nobody_accepted_is_stale_and_waits()
    {
        var approval = Asked(requiresAck: false);
        approval.Decided(ApprovalAnswer.Approved, Ben, setting: Unaccepted);
        var plan = Asking();

        Assert.That(plan.Add(ADecision(), Due, Unaccepted, approval), Is.Null);

        Assert.That((approval.State, plan.Decisions[0].State), Is.EqualTo((ApprovalState.Stale, PlannedApprovalState.WaitForRetryAck)));
    }

    [Test]
    public void Asked_for_again_with_an_acceptance_an_approval_needs_it_from_then_on()
    {
        var approval = Asked(requiresAck: false);

        Asking().Add(ADecision(), Due, Setting, approval);
        Asking(Terms with { RequireRetryAck = false }).Add(ADecision(), Due, Setting, approval);

        Assert.That(approval.RequiresRetryAck, Is.True);
        Assert.That(approval.Standing(Unaccepted, Noon).Changes, Is.EqualTo(new[] { BindingChange.Acceptance }));
    }

    private static (int, int, int, int) Counts(ApprovalPlan plan) =>
        (plan.DecisionCount, plan.ApprovalRequiredCount, plan.ApprovedCount, plan.WaitingCount);
}
