using Cavra.Domain.Abstractions;
using Cavra.Domain.Approvals;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.RetryPlans;
using static Cavra.Domain.Tests.Approvals.GivenApproval;
using static Cavra.Domain.Tests.AuditDeliveries.GivenDelivery;
using static Cavra.Domain.Tests.RetryPlans.GivenPlan;

namespace Cavra.Domain.Tests.Approvals;

public sealed class ApprovalDecisionTests
{
    [Test]
    public void A_decision_needs_something_that_is_asked() => Assert.That(Refused([]), Is.EqualTo("approval.not_asked"));

    [Test]
    public void What_nobody_has_accepted_can_not_be_approved() => Assert.That(Refused([Waiting()]), Is.EqualTo("approval.not_accepted"));

    [Test]
    public void One_decision_is_about_one_connector()
    {
        var plan = Asking();
        plan.Add(APlan(Noon, AFailedDestination(connector: Itsm)).Decisions[0], Due, Setting, existing: null);

        Assert.That(
            Refused([Asked().Planned(), new AskedApproval(plan.Decisions[0], Asked(), Setting)]), Is.EqualTo("connector.ambiguous"));
    }

    [Test]
    public void If_one_of_several_is_refused_all_are()
    {
        var (fine, own) = (Asked(), Asked());
        var asked = new[] { fine.Planned(), own.Planned() };

        Assert.That(
            Refused([asked[0], asked[1] with { Setting = Setting with { AcceptedBy = Ben } }]), Is.EqualTo("approval.own_acceptance"));
        Assert.That(fine.Grants, Is.Empty);
    }

    [Test]
    public void What_needs_nobody_any_more_is_not_meant_by_an_approval_of_several()
    {
        var (fine, approved) = (Asked().Planned(), Approved(by: Cleo).Planned());

        Assert.That(Decide([fine, approved]).Value.Destinations, Is.EqualTo(new[] { fine.Planned.DestinationId }));
        Assert.That(Refused([approved]), Is.EqualTo("approval.already_approved"));
    }

    [Test]
    public void What_waits_is_left_out_of_a_decision_about_several()
    {
        AskedApproval asked = Asked().Planned(), waiting = Waiting();

        var decision = Decide([waiting, asked]).Value;

        Assert.That(decision.Destinations, Is.EqualTo(new[] { asked.Planned.DestinationId }));
        Assert.That((decision.DeliveryId, decision.AuditId), Is.EqualTo((asked.Planned.DeliveryId, asked.Planned.AuditId)));
    }

    [Test]
    public void A_decision_about_several_names_no_single_one()
    {
        var decision = Decide([Asked().Planned(), Asked().Planned()]).Value;

        Assert.That((decision.RetryPlanId, decision.DeliveryId, decision.AuditId, decision.Destinations.Count),
            Is.EqualTo((default(RetryPlanId?), default(AuditDeliveryId?), default(AuditPackageId?), 2)));
    }

    [TestCase(ApprovalAnswer.Approved, true)]
    [TestCase(ApprovalAnswer.Denied, false)]
    public void Ones_own_acceptance_is_marked_where_it_is_approved(ApprovalAnswer answer, bool isMarked)
    {
        var decision = ApprovalDecision.Of(Asking(), "siem", [Asked().Planned(Advisory)], new ApprovalSays(answer), Alma, Noon).Value;

        Assert.That(decision.IsOwnAcceptance, Is.EqualTo(isMarked));
        Assert.That(decision.Evidence.Summary["own_acceptance"], Is.EqualTo(isMarked));
    }

    private static AskedApproval Waiting()
    {
        var (plan, unaccepted) = (Asking(), Setting with { AcceptedBy = null });
        plan.Add(ADecision(), Due, unaccepted, existing: null);
        return new AskedApproval(plan.Decisions[0], Approval: null, unaccepted);
    }

    private static Result<ApprovalDecision> Decide(AskedApproval[] asked) =>
        ApprovalDecision.Of(Asking(), "siem", asked, new ApprovalSays(ApprovalAnswer.Approved), Ben, Noon);

    private static string? Refused(AskedApproval[] asked) => Decide(asked).Refusal?.Code;
}
