using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Approvals;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;
using Cavra.Domain.Policies;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;
using static Cavra.Domain.Tests.AuditDeliveries.GivenDelivery;
using static Cavra.Domain.Tests.RetryPlans.GivenPlan;

namespace Cavra.Domain.Tests.Approvals;

/// <summary>Approvals on the way to their use, and what they are held against; asserts every step on the way there.</summary>
internal static class GivenApproval
{
    /// <summary>Accepted the retry.</summary>
    public static readonly Actor Alma = Key("alma", "key-a");

    public static readonly Actor Ben = Key("ben", "key-b");

    /// <summary>Another key of the same person.</summary>
    public static readonly Actor BenAgain = Ben with { Display = "ben-laptop", Subject = "key-b2" };

    public static readonly Actor Cleo = Key("cleo", "key-c");

    public static readonly ApprovalTerms Terms = new(RequireRetryAck: true, ApprovalsRequired: 1, ExpiresAfterMinutes: 60);

    /// <summary>What is approved, as it is throughout a test that changes nothing.</summary>
    public static readonly ApprovalBinding Binding = new(
        Ids.New<DestinationId>(Noon), "sha256:package", "siem", "f1", 1, WorkspacePolicy.Default.Digest);

    public static readonly ApprovalSetting Setting = new(Binding, IsOpen: true, Alma, WorkspacePolicy.Default);

    public static readonly ApprovalSetting Advisory = Setting with { Policy = WorkspacePolicy.Default with { FourEyes = FourEyes.Advisory } };

    public static readonly RetryVerdict Due = new(RetryReason.Eligible, 15, Noon);

    public static readonly EvidenceId Proof = Ids.New<EvidenceId>(Noon);

    public static Actor Key(string owner, string subject) => new(owner, subject, Actor.Keys, [Roles.Approver]) { Owner = owner };

    public static RetryDecision ADecision() => APlan(Noon, AFailedDestination()).Decisions[0];

    public static ApprovalPlan Asking(ApprovalTerms? terms = null, DateTimeOffset? at = null) =>
        ApprovalPlan.Begin(AuditDeliveries.GivenDelivery.Workspace, terms ?? Terms, Dana, at ?? Noon);

    public static Approval Asked(int required = 1, bool requiresAck = true)
    {
        var asked = Asking(Terms with { ApprovalsRequired = required, RequireRetryAck = requiresAck }).Add(ADecision(), Due, Setting, existing: null);
        Assert.That(asked, Is.Not.Null);
        return asked!;
    }

    /// <summary>Lets somebody decide, whom nothing stands against.</summary>
    /// <returns>Whether it may be used from now on.</returns>
    public static bool Decided(
        this Approval approval, ApprovalAnswer answer, Actor by, DateTimeOffset? at = null, ApprovalSetting? setting = null)
    {
        var decision = ApprovalDecision.Of(
            Asking(), "siem", [approval.Planned(setting)], new ApprovalSays(answer), by, at ?? Noon);
        Assert.That(decision.Refusal, Is.Null);
        return approval.Take(decision.Value, setting ?? Setting, Proof);
    }

    /// <summary>The approval as a plan names it that asks for no more than it does.</summary>
    public static AskedApproval Planned(this Approval approval, ApprovalSetting? setting = null)
    {
        var plan = Asking(new ApprovalTerms(approval.RequiresRetryAck, approval.ApprovalsRequired, approval.ExpiresAfterMinutes));
        Assert.That(plan.Add(ADecision(), Due, setting ?? Setting, approval), Is.Null);
        return new AskedApproval(plan.Decisions[0], approval, setting ?? Setting);
    }

    public static Approval Approved(Actor? by = null, DateTimeOffset? at = null)
    {
        var approval = Asked();
        Assert.That(approval.Decided(ApprovalAnswer.Approved, by ?? Ben, at), Is.True);
        return approval;
    }

    public static string? Refused(
        this Approval approval, ApprovalAnswer answer, Actor by, DateTimeOffset? at = null, ApprovalSetting? setting = null) =>
        approval.WhyNot(answer, by, setting ?? Setting, at ?? Noon)?.Code;

    public static ApprovalState StateAt(this Approval approval, DateTimeOffset at, ApprovalSetting? setting = null) =>
        approval.Standing(setting ?? Setting, at).State;

    public static ApprovalValidity Validity(this Approval approval, Actor? starter, ApprovalSetting? setting = null) =>
        approval.ValidityFor(setting ?? Setting, starter, Noon);
}
