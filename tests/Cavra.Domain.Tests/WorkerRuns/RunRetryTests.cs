using Cavra.Domain.Abstractions;
using Cavra.Domain.Approvals;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;
using static Cavra.Domain.Tests.Approvals.GivenApproval;
using static Cavra.Domain.Tests.AuditDeliveries.GivenDelivery;

namespace Cavra.Domain.Tests.WorkerRuns;

public sealed class RunRetryTests
{
    private static readonly RetryPlanId Plan = Ids.New<RetryPlanId>(Noon);

    private static readonly WorkerRun Run = WorkerRun.Start(
        new RunOrder
        {
            WorkspaceId = AuditDeliveries.GivenDelivery.Workspace,
            Trigger = RunTrigger.Manual,
            Mode = RunMode.Live,
            Window = new Window(Noon, Noon.AddMinutes(30)),
            Terms = new WorkerTerms(),
            WorkerName = "worker-1",
            StartedBy = Cleo,
        },
        Noon);

    [Test]
    public void Beginning_spends_the_approval_and_says_who_gave_it()
    {
        var approval = Asked(required: 2);
        approval.Decided(ApprovalAnswer.Approved, Ben);
        approval.Decided(ApprovalAnswer.Approved, Alma, setting: Advisory);

        var retry = Begin(AFailedDestination(), approval, breaksFourEyes: true).Retry;

        Assert.That((approval.State, approval.ExecutionId, approval.EndedBy), Is.EqualTo((ApprovalState.Spent, retry.Id, Cleo)));
        Assert.That(retry.ApprovedBy, Is.EqualTo(new[] { "ben", "alma" }));
        Assert.That(retry.ApprovalDecisionId, Is.EqualTo(approval.Grants[1].DecisionId));
        Assert.That((retry.FourEyesBroken, retry.Status, retry.ExecutionHash), Is.EqualTo((true, default(ExecutionStatus?), default(string))));
    }

    [Test]
    public void Nothing_begins_with_an_approval_that_does_not_hold()
    {
        var used = Approved();
        Begin(AFailedDestination(), used);

        Assert.That(() => Begin(AFailedDestination(), used), Throws.InvalidOperationException);
        Assert.That(() => Begin(AFailedDestination(), Approved(at: Noon.AddHours(-1))), Throws.InvalidOperationException);
    }

    [Test]
    public void A_delivered_and_a_failed_retry_are_recorded_with_what_proves_them()
    {
        var (delivered, failed) = (Ended(Success(Noon)), Ended(Failure(Noon)));

        Assert.That((delivered.Status, delivered.IsDelivered), Is.EqualTo((ExecutionStatus.Delivered, true)));
        Assert.That((failed.Status, failed.IsDelivered), Is.EqualTo((ExecutionStatus.Failed, false)));
        Assert.That(delivered.PublicEvidenceRefs, Has.Count.EqualTo(2), "what permitted it and what came of it");
        Assert.That((delivered.ExecutedAt, delivered.Skipped), Is.EqualTo((Noon.AddMinutes(1), default(RetrySkip?))));
        Assert.That((failed.State, failed.Evidence.Summary["outcome_unknown"]), Is.EqualTo((RetryProgress.Failed, false)));
    }

    [Test]
    public void A_retry_whose_worker_died_failed_and_nobody_knows_what_came_of_it()
    {
        var destination = AFailedDestination();
        var (retry, _) = Begin(destination, Approved());

        retry.Record(destination.Interrupted(Noon + Lease), Proof, Noon + Lease);

        Assert.That((retry.State, retry.Status), Is.EqualTo((RetryProgress.Interrupted, ExecutionStatus.Failed)));
        Assert.That(retry.Evidence.Summary["outcome_unknown"], Is.True);
    }

    [Test]
    public void A_retry_ends_once_and_with_an_attempt_of_its_own_destination()
    {
        AttemptIntent intent;
        var (destination, other) = (AFailedDestination(), AFailedDestination());
        (var retry, intent) = Begin(destination, Approved());
        var elsewhere = other.Recorded(other.Begun(Noon, AttemptGrounds.Governed), Success(Noon));

        Assert.That(() => retry.Record(elsewhere, Proof, Noon), Throws.InvalidOperationException);
        var attempt = destination.Recorded(intent, Success(Noon));
        retry.Record(attempt, Proof, Noon);
        Assert.That(() => retry.Record(attempt, Proof, Noon), Throws.InvalidOperationException);
    }

    [Test]
    public void What_was_not_sent_is_recorded_too_and_uses_no_approval()
    {
        var skipped = RunRetry.Skip(Run, Candidate(AFailedDestination()), Plan, RetrySkip.FreezeWindow, "A freeze window is open.", Cleo, Noon);

        Assert.That((skipped.Status, skipped.Skipped, skipped.Reason),
            Is.EqualTo((ExecutionStatus.Skipped, RetrySkip.FreezeWindow, "A freeze window is open.")));
        Assert.That((skipped.ApprovalId, skipped.AttemptId, skipped.ExecutedAt),
            Is.EqualTo((default(ApprovalId?), default(AttemptId?), (DateTimeOffset?)Noon)));
        Assert.That(skipped.ExecutionHash, Does.StartWith("sha256:"));
        Assert.That(() => skipped.Record(null!, Proof, Noon), Throws.InvalidOperationException);
    }

    [Test]
    public void Each_verdict_that_sends_nothing_has_its_name_in_records([Values] VerdictCode code)
    {
        if (code is VerdictCode.WouldRetry or VerdictCode.OverLimit)
        {
            Assert.That(() => RetrySkips.Of(code), Throws.InstanceOf<System.Diagnostics.UnreachableException>());
            return;
        }

        var expected = code is VerdictCode.Waiting or VerdictCode.Suppressed ? "changed_meanwhile" : WireName.Of(code);
        Assert.That(WireName.Of(RetrySkips.Of(code)), Is.EqualTo(expected));
    }

    private static RunRetry Ended(AttemptReport report)
    {
        var destination = AFailedDestination();
        var (retry, intent) = Begin(destination, Approved());
        retry.Record(destination.Recorded(intent, report), Proof, Noon.AddMinutes(1));
        return retry;
    }

    private static (RunRetry Retry, AttemptIntent Intent) Begin(Destination destination, Approval approval, bool breaksFourEyes = false)
    {
        var intent = destination.Begun(Noon, AttemptGrounds.Governed);
        return (RunRetry.Begin(Run, Candidate(destination), Plan, intent, approval, breaksFourEyes, Cleo, Noon), intent);
    }

    private static RetryCandidate Candidate(Destination destination) => new()
    {
        DestinationId = destination.Id,
        DeliveryId = destination.DeliveryId!.Value,
        AuditId = destination.AuditId!.Value,
        Provider = destination.Provider,
        Connector = destination.Connector,
        Action = RetryAction.Retry,
        ReasonCode = RetryReason.Eligible,
        RetryCount = 1,
        FailedAt = Noon,
    };
}
