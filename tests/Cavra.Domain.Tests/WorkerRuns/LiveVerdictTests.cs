using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Connectors;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Domain.Tests.WorkerRuns;

public sealed class LiveVerdictTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly RetryCandidate Approved = new()
    {
        DestinationId = Ids.New<DestinationId>(Noon),
        DeliveryId = Ids.New<AuditDeliveryId>(Noon),
        AuditId = Ids.New<AuditPackageId>(Noon),
        Provider = "webhook",
        Connector = "hook",
        Action = RetryAction.Retry,
        ReasonCode = RetryReason.Eligible,
        RetryCount = 1,
        FailedAt = Noon,
        Approval = ApprovalValidity.Valid,
    };

    [TestCase(null, ExpectedResult = VerdictCode.ApprovalRequired)]
    [TestCase(ApprovalValidity.Stale, ExpectedResult = VerdictCode.ApprovalRequired)]
    [TestCase(ApprovalValidity.Expired, ExpectedResult = VerdictCode.ApprovalRequired)]
    [TestCase(ApprovalValidity.Used, ExpectedResult = VerdictCode.ApprovalRequired)]
    [TestCase(ApprovalValidity.Withdrawn, ExpectedResult = VerdictCode.ApprovalRequired)]
    [TestCase(ApprovalValidity.Valid, ExpectedResult = VerdictCode.WouldRetry)]
    public VerdictCode Only_a_valid_approval_lets_a_retry_go(ApprovalValidity? approval) =>
        LiveVerdict.Of(Approved with { Approval = approval }, selected: true).Code;

    [TestCase(HoldReason.ConnectorMissing, ExpectedResult = VerdictCode.ConnectorNotConfigured)]
    [TestCase(HoldReason.ConnectorGone, ExpectedResult = VerdictCode.ConnectorNotConfigured)]
    [TestCase(HoldReason.ConnectorPaused, ExpectedResult = VerdictCode.ConnectorPaused)]
    [TestCase(HoldReason.CircuitOpen, ExpectedResult = VerdictCode.CircuitOpen)]
    public VerdictCode A_connector_that_cant_be_used_stops_even_an_approved_retry(HoldReason obstacle) =>
        LiveVerdict.Of(Approved with { Obstacle = obstacle }, selected: true).Code;

    [TestCase(RetryAction.Wait, ExpectedResult = VerdictCode.Waiting)]
    [TestCase(RetryAction.Suppress, ExpectedResult = VerdictCode.Suppressed)]
    public VerdictCode The_plan_comes_before_the_approval(RetryAction action) =>
        LiveVerdict.Of(Approved with { Action = action }, selected: false).Code;

    [Test]
    public void A_missing_package_can_not_be_sent() =>
        Assert.That(
            LiveVerdict.Of(Approved with { HasPackage = false }, selected: true).Code,
            Is.EqualTo(VerdictCode.AuditPackageNotFound));

    [Test]
    public void Every_reason_for_a_missing_approval_is_told_apart()
    {
        ApprovalValidity?[] approvals =
        [
            null, ApprovalValidity.Stale, ApprovalValidity.Expired, ApprovalValidity.Used, ApprovalValidity.Withdrawn,
        ];

        var reasons = approvals.Select(approval => LiveVerdict.Of(Approved with { Approval = approval }, selected: true).Reason);

        Assert.That(reasons, Is.Unique);
    }

    [Test]
    public void Dry_and_live_runs_judge_the_same_state_alike(
        [Values] HoldReason? obstacle, [Values] ApprovalValidity approval)
    {
        var retry = Judge(Approved with { Obstacle = obstacle, Approval = approval });

        var dry = RetryResult.WithoutSending(retry, RunMode.DryRun)!;
        var live = RetryResult.WithoutSending(retry, RunMode.Live) ?? RetryResult.Sent(retry, delivered: true);

        Assert.That(dry.LiveVerdict, Is.EqualTo(live.LiveVerdict));
        Assert.That(live.Delivered is true, Is.EqualTo(dry.LiveVerdict.IsRetry));
        Assert.That(dry.Skipped, Is.EqualTo(RetrySkip.DryRun));
        Assert.That(live.Skipped?.ToString(), Is.EqualTo(live.LiveVerdict.IsRetry ? null : live.LiveVerdict.Code.ToString()));
    }

    [TestCase(RunMode.DryRun, ApprovalValidity.Valid, ExpectedResult = "RetryDelivery DryRunNotRequired")]
    [TestCase(RunMode.DryRun, null, ExpectedResult = "RequestApproval DryRunNotRequired")]
    [TestCase(RunMode.Live, null, ExpectedResult = "RequestApproval ApprovalRequired")]
    [TestCase(RunMode.Live, ApprovalValidity.Valid, ExpectedResult = "RetryDelivery Approved")]
    public string A_follow_up_says_what_is_left_to_do(RunMode mode, ApprovalValidity? approval)
    {
        var followUp = FollowUpAction.Of([Judge(Approved with { Approval = approval })], mode).Single();

        return $"{followUp.Action} {followUp.ApprovalState}";
    }

    [TestCase(RetryAction.Wait, ExpectedResult = 0)]
    [TestCase(RetryAction.Suppress, ExpectedResult = 1)]
    public int What_is_given_up_needs_a_review_and_what_waits_does_not(RetryAction action) =>
        FollowUpAction.Of([Judge(Approved with { Action = action })], RunMode.DryRun)
            .Count(one => one.Action is FollowUp.ReviewDelivery);

    [Test]
    public void The_summary_counts_what_was_judged_and_what_came_of_it()
    {
        RetryCandidate[] decisions =
        [
            Approved,
            Approved with { Approval = null },
            Approved with { Action = RetryAction.Wait },
            Approved with { Action = RetryAction.Suppress },
        ];
        var judged = Selection.Of(decisions, ConnectorChoice.All, 5);
        var sent = judged.First(retry => retry.LiveVerdict.IsRetry);

        var work = RunWork.Of(Ids.New<RetryPlanId>(Noon), judged, [RetryResult.Sent(sent, delivered: false)], RunMode.Live);

        Assert.That(work.Summary, Is.EqualTo(new RunSummary
        {
            RetryPlanCount = 1,
            RetryableCount = 2,
            WaitingRetryCount = 1,
            SuppressedRetryCount = 1,
            SelectedRetryCount = 2,
            ApprovalPendingCount = 1,
            FailedCount = 1,
            FollowUpActionCount = 3,
        }));
        Assert.That(work.SelectedRetries, Has.Count.EqualTo(2));
    }

    private static JudgedRetry Judge(RetryCandidate candidate) => Selection.Of([candidate], ConnectorChoice.All, 1).Single();
}
