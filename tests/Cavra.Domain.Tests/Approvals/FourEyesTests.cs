using Cavra.Domain.Access;
using Cavra.Domain.Approvals;
using Cavra.Domain.WorkerRuns;
using static Cavra.Domain.Tests.Approvals.GivenApproval;
using static Cavra.Domain.Tests.AuditDeliveries.GivenDelivery;

namespace Cavra.Domain.Tests.Approvals;

public sealed class FourEyesTests
{
    private static readonly Actor[] EverybodyWhoIsAlma =
    [
        Alma,
        Alma with { Subject = "key-a2", Display = "alma-laptop" },
        Alma with { Roles = [Roles.Admin] },
        Alma with { Issuer = Actor.Links, Subject = "link-1" },
    ];

    [TestCaseSource(nameof(EverybodyWhoIsAlma))]
    public void Who_accepted_the_retry_may_not_approve_it_with_whichever_key(Actor alma) =>
        Assert.That(Asked().Refused(ApprovalAnswer.Approved, alma), Is.EqualTo("approval.own_acceptance"));

    [Test]
    public void Who_comes_from_elsewhere_and_is_named_as_the_same_owner_is_the_same_person() => Assert.That(
        Asked().Refused(ApprovalAnswer.Approved, Alma with { Issuer = "https://login.example", Subject = "another" }),
        Is.EqualTo("approval.own_acceptance"));

    [Test]
    public void Who_merely_has_the_same_name_or_comes_from_elsewhere_is_somebody_else()
    {
        Assert.That(Asked().Refused(ApprovalAnswer.Approved, Alma with { Issuer = "https://login.example", Owner = null }), Is.Null);
        Assert.That(Asked().Refused(ApprovalAnswer.Approved, Alma with { Owner = "Alma" }), Is.Null);
        Assert.That(Asked().Refused(ApprovalAnswer.Approved, Ben with { Display = Alma.Display }), Is.Null);
    }

    [Test]
    public void Where_it_is_advisory_who_accepted_may_approve_and_it_is_marked()
    {
        var approval = Asked();

        Assert.That(approval.Decided(ApprovalAnswer.Approved, Alma, setting: Advisory), Is.True);

        Assert.That(approval.Grants.Single().IsOwnAcceptance, Is.True);
        Assert.That(approval.Validity(Cleo, Advisory), Is.EqualTo(ApprovalValidity.Valid));
        Assert.That(approval.BreaksFourEyes(Advisory, Cleo), Is.True);
    }

    [Test]
    public void Somebody_elses_approval_is_not_marked()
    {
        var approval = Approved();

        Assert.That(approval.Grants.Single().IsOwnAcceptance, Is.False);
        Assert.That(approval.BreaksFourEyes(Setting, Cleo), Is.False);
        Assert.That(approval.BreaksFourEyes(Setting, starter: null), Is.False);
    }

    [Test]
    public void Who_starts_a_run_may_not_use_what_they_approved_and_the_worker_and_others_may()
    {
        var approval = Approved(by: Ben);

        Assert.That(approval.Validity(BenAgain), Is.EqualTo(ApprovalValidity.OwnRun));
        Assert.That(approval.Validity(Alma), Is.EqualTo(ApprovalValidity.Valid), "accepting and starting are two things");
        Assert.That(approval.Validity(starter: null), Is.EqualTo(ApprovalValidity.Valid));
        Assert.That(approval.Validity(BenAgain, Advisory), Is.EqualTo(ApprovalValidity.Valid));
        Assert.That(approval.BreaksFourEyes(Advisory, BenAgain), Is.True);
    }

    [Test]
    public void Who_accepts_after_they_approved_makes_the_approval_unusable_until_somebody_else_accepts()
    {
        var approval = Approved(by: Ben);

        Assert.That(approval.Validity(Cleo, Setting with { AcceptedBy = BenAgain }), Is.EqualTo(ApprovalValidity.OwnAcceptance));
        Assert.That(approval.Validity(Cleo, Setting with { AcceptedBy = Cleo }), Is.EqualTo(ApprovalValidity.Valid));
    }

    [Test]
    public void Where_no_acceptance_is_asked_for_anybody_may_approve()
    {
        var approval = Asked(requiresAck: false);
        var unreviewed = Setting with { AcceptedBy = null };

        Assert.That(approval.Refused(ApprovalAnswer.Approved, Alma, setting: unreviewed), Is.Null);
        Assert.That(approval.Refused(ApprovalAnswer.Approved, Alma), Is.EqualTo("approval.own_acceptance"), "once they accepted of their own accord");
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(5)]
    public void As_many_people_as_are_asked_for_have_to_approve(int required)
    {
        var approval = Asked(required);

        for (var people = 1; people <= required; people++)
        {
            Assert.That(approval.Validity(starter: null), Is.EqualTo(ApprovalValidity.Awaited));
            Assert.That(approval.Decided(ApprovalAnswer.Approved, Key($"person-{people}", $"key-{people}")), Is.EqualTo(people == required));
        }

        Assert.That((approval.State, approval.Grants.Count), Is.EqualTo((ApprovalState.Approved, required)));
        Assert.That(approval.Validity(starter: null), Is.EqualTo(ApprovalValidity.Valid));
        Assert.That(approval.Refused(ApprovalAnswer.Approved, Cleo), Is.EqualTo("approval.already_approved"));
    }

    [Test]
    public void One_person_is_one_whichever_key_they_use_even_where_four_eyes_are_advisory()
    {
        var approval = Asked(required: 2);
        approval.Decided(ApprovalAnswer.Approved, Ben);

        Assert.That(approval.Refused(ApprovalAnswer.Approved, Ben), Is.EqualTo("approval.same_person"));
        Assert.That(approval.Refused(ApprovalAnswer.Approved, BenAgain), Is.EqualTo("approval.same_person"));
        Assert.That(approval.Refused(ApprovalAnswer.Approved, BenAgain, setting: Advisory), Is.EqualTo("approval.same_person"));
        Assert.That(approval.Refused(ApprovalAnswer.Approved, Cleo), Is.Null);
    }

    [Test]
    public void Keys_without_an_owner_are_a_person_each()
    {
        var approval = Asked(required: 2);
        approval.Decided(ApprovalAnswer.Approved, Ben with { Owner = null });

        Assert.That(approval.Refused(ApprovalAnswer.Approved, BenAgain with { Owner = null }), Is.Null);
        Assert.That(approval.Refused(ApprovalAnswer.Approved, Ben with { Owner = null, Display = "renamed" }), Is.EqualTo("approval.same_person"));
    }

    [Test]
    public void The_first_of_several_who_approved_counts_as_much_as_the_last()
    {
        var approval = Asked(required: 2);
        approval.Decided(ApprovalAnswer.Approved, Ben);
        approval.Decided(ApprovalAnswer.Approved, Cleo);

        Assert.That((approval.Validity(Ben), approval.Validity(Cleo)), Is.EqualTo((ApprovalValidity.OwnRun, ApprovalValidity.OwnRun)));
        Assert.That(approval.Validity(Dana), Is.EqualTo(ApprovalValidity.Valid));
    }
}
