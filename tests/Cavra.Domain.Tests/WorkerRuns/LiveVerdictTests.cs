using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Connectors;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;
using CsCheck;

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

    private static readonly Gen<RetryCandidate[]> Decisions = Gen.Select(
        Gen.Guid, Gen.Int[0, 4], OneOf<ApprovalValidity?>([null, .. Enum.GetValues<ApprovalValidity>().Cast<ApprovalValidity?>(), .. Enumerable.Repeat<ApprovalValidity?>(ApprovalValidity.Valid, 8)]),
        OneOf<HoldReason?>([null, null, null, null, null, .. Enum.GetValues<HoldReason>().Cast<HoldReason?>()]), OneOf(null, null, "quarter-end"),
        OneOf(true, true, false), OneOf(RetryAction.Retry, RetryAction.Retry, RetryAction.Wait, RetryAction.Suppress),
        (id, minutes, approval, obstacle, freeze, hasPackage, action) => Approved with
        {
            DestinationId = new DestinationId(id),
            FailedAt = Noon.AddMinutes(minutes),
            Approval = approval,
            Obstacle = obstacle,
            FreezeWindow = freeze,
            HasPackage = hasPackage,
            Action = action,
        }).Array[0, 20];

    [TestCase(null, ExpectedResult = VerdictCode.ApprovalRequired)]
    [TestCase(ApprovalValidity.Stale, ExpectedResult = VerdictCode.ApprovalRequired)]
    [TestCase(ApprovalValidity.Expired, ExpectedResult = VerdictCode.ApprovalRequired)]
    [TestCase(ApprovalValidity.Used, ExpectedResult = VerdictCode.ApprovalRequired)]
    [TestCase(ApprovalValidity.Withdrawn, ExpectedResult = VerdictCode.ApprovalRequired)]
    [TestCase(ApprovalValidity.Valid, ExpectedResult = VerdictCode.WouldRetry)]
    public VerdictCode Only_a_valid_approval_lets_a_retry_go(ApprovalValidity? approval) =>
        LiveVerdict.On(Approved with { Approval = approval }).Code;

    [TestCase(HoldReason.ConnectorMissing, ExpectedResult = VerdictCode.ConnectorNotConfigured)]
    [TestCase(HoldReason.ConnectorGone, ExpectedResult = VerdictCode.ConnectorNotConfigured)]
    [TestCase(HoldReason.ConnectorPaused, ExpectedResult = VerdictCode.ConnectorPaused)]
    [TestCase(HoldReason.CircuitOpen, ExpectedResult = VerdictCode.CircuitOpen)]
    public VerdictCode A_connector_that_cant_be_used_stops_even_an_approved_retry(HoldReason obstacle) =>
        LiveVerdict.On(Approved with { Obstacle = obstacle }).Code;

    [TestCase(RetryAction.Wait, ExpectedResult = VerdictCode.Waiting)]
    [TestCase(RetryAction.Suppress, ExpectedResult = VerdictCode.Suppressed)]
    public VerdictCode The_plan_comes_before_the_approval(RetryAction action) =>
        LiveVerdict.On(Approved with { Action = action }).Code;

    [Test]
    public void A_missing_package_can_not_be_sent() =>
        Assert.That(
            LiveVerdict.On(Approved with { HasPackage = false }).Code,
            Is.EqualTo(VerdictCode.AuditPackageNotFound));

    [Test]
    public void Every_reason_for_a_missing_approval_is_told_apart()
    {
        ApprovalValidity?[] approvals = [null, .. Enum.GetValues<ApprovalValidity>().Where(it => it is not ApprovalValidity.Valid).Cast<ApprovalValidity?>()];

        var reasons = approvals.Select(approval => LiveVerdict.On(Approved with { Approval = approval }).Reason);

        Assert.That(reasons, Is.Unique);
    }

    [Test]
    public void A_freeze_window_stops_even_an_approved_retry() =>
        Assert.That(LiveVerdict.On(Approved with { FreezeWindow = "quarter-end" }).Code, Is.EqualTo(VerdictCode.FreezeWindow));

    [Test]
    public void Dry_and_live_runs_judge_the_same_state_alike(
        [Values] HoldReason? obstacle, [Values] ApprovalValidity? approval, [Values(null, "quarter-end")] string? freeze,
        [Values] bool hasPackage, [Values] RetryAction action)
    {
        var candidate = Approved with { Obstacle = obstacle, Approval = approval, FreezeWindow = freeze, HasPackage = hasPackage, Action = action };

        var (dry, live) = (Judge(candidate, RunMode.DryRun), Judge(candidate, RunMode.Live));

        Assert.That(dry.LiveVerdict, Is.EqualTo(live.LiveVerdict));
        Assert.That(live.Selected, Is.EqualTo(dry.LiveVerdict.IsRetry), "a live run takes up what the dry run says it would send");
        Assert.That(dry.Selected, Is.EqualTo(action is RetryAction.Retry));
    }

    [Test]
    public void Whatever_is_open_a_dry_run_says_of_every_decision_what_a_live_run_does() =>
        Gen.Select(Decisions, Gen.Int[1, 8]).Sample((decisions, max) =>
        {
            var dry = Selection.Of(decisions, ConnectorChoice.All, max, RunMode.DryRun);
            var live = Selection.Of(decisions.Reverse(), ConnectorChoice.All, max, RunMode.Live);

            Assert.That(dry.Select(retry => (retry.Candidate, retry.LiveVerdict)), Is.EqualTo(live.Select(retry => (retry.Candidate, retry.LiveVerdict))));
            Assert.That(live.Where(retry => retry.Selected), Is.EqualTo(live.Where(retry => retry.LiveVerdict.IsRetry)));
            Assert.That(dry.Count(retry => retry.LiveVerdict.IsRetry), Is.EqualTo(Math.Min(max, decisions.Count(MaySend))));
            Assert.That(dry.Where(retry => retry.LiveVerdict.IsRetry).Select(retry => MaySend(retry.Candidate)), Is.All.True);
        });

    [TestCase(RunMode.DryRun, ApprovalValidity.Valid, ExpectedResult = "RetryDelivery DryRunNotRequired")]
    [TestCase(RunMode.DryRun, null, ExpectedResult = "RequestApproval DryRunNotRequired")]
    [TestCase(RunMode.Live, null, ExpectedResult = "RequestApproval ApprovalRequired")]
    [TestCase(RunMode.Live, ApprovalValidity.Valid, ExpectedResult = "RetryDelivery Approved")]
    public string A_follow_up_says_what_is_left_to_do(RunMode mode, ApprovalValidity? approval)
    {
        var followUp = FollowUpAction.Of([Judge(Approved with { Approval = approval }, mode)], mode).Single();

        return $"{followUp.Action} {followUp.ApprovalState}";
    }

    [TestCase(RetryAction.Wait, ExpectedResult = 0)]
    [TestCase(RetryAction.Suppress, ExpectedResult = 1)]
    public int What_is_given_up_needs_a_review_and_what_waits_does_not(RetryAction action) =>
        FollowUpAction.Of([Judge(Approved with { Action = action }, RunMode.DryRun)], RunMode.DryRun)
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
        var judged = Selection.Of(decisions, ConnectorChoice.All, 5, RunMode.Live);

        var work = RunWork.Of(Ids.New<RetryPlanId>(Noon), judged, [ExecutionStatus.Failed, ExecutionStatus.Skipped], RunMode.Live);

        Assert.That(work.Summary, Is.EqualTo(new RunSummary
        {
            RetryPlanCount = 1,
            RetryableCount = 2,
            WaitingRetryCount = 1,
            SuppressedRetryCount = 1,
            SelectedRetryCount = 1,
            ApprovalPendingCount = 1,
            FailedCount = 1,
            FollowUpActionCount = 3,
        }));
        Assert.That(work.SelectedRetries, Has.Count.EqualTo(1));
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(place => values[place]);

    private static bool MaySend(RetryCandidate candidate) => candidate is
    {
        Action: RetryAction.Retry, Approval: ApprovalValidity.Valid, Obstacle: null, FreezeWindow: null, HasPackage: true,
    };

    private static JudgedRetry Judge(RetryCandidate candidate, RunMode mode) =>
        Selection.Of([candidate], ConnectorChoice.All, 1, mode).Single();
}
