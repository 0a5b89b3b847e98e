using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Domain.Tests.WorkerRuns;

public sealed class WorkerRunTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly RunOrder Order = new()
    {
        WorkspaceId = Ids.New<WorkspaceId>(Noon),
        Trigger = RunTrigger.Schedule,
        Mode = RunMode.DryRun,
        Window = new Window(Noon, Noon.AddMinutes(30)),
        Terms = new WorkerTerms { MaxRuntimeMinutes = 15 },
        WorkerName = "worker-1",
        StartedBy = new Actor("worker-1", "cavra-worker", "cavra:service", [Roles.Worker]),
    };

    private static readonly RunWork Work = new()
    {
        RetryPlanId = Ids.New<RetryPlanId>(Noon),
        Summary = new RunSummary { SelectedRetryCount = 2 },
    };

    [Test]
    public void A_started_run_holds_a_lease()
    {
        var run = WorkerRun.Start(Order, Noon);

        Assert.That(run.State, Is.EqualTo(RunState.Running));
        Assert.That(run.LeaseUntil, Is.EqualTo(Noon + WorkerRun.Lease));
        Assert.That(run.CompletedAt, Is.Null);
    }

    [Test]
    public void A_beat_prolongs_the_lease_from_that_moment()
    {
        var run = WorkerRun.Start(Order, Noon);

        var result = run.Beat(Noon.AddSeconds(30));

        Assert.That(result, Is.EqualTo(Result.Done));
        Assert.That((run.BeatAt, run.LeaseUntil), Is.EqualTo((Noon.AddSeconds(30), Noon.AddSeconds(30) + WorkerRun.Lease)));
    }

    [TestCase(-1, ExpectedResult = null)]
    [TestCase(0, ExpectedResult = "worker_run.lease_lost")]
    public string? A_worker_may_beat_until_its_lease_ends(int ticks) =>
        WorkerRun.Start(Order, Noon).Beat((Noon + WorkerRun.Lease).AddTicks(ticks)).Refusal?.Code;

    [TestCase(-1, ExpectedResult = null)]
    [TestCase(0, ExpectedResult = "worker_run.lease_lost")]
    public string? A_worker_may_complete_until_its_lease_ends(int ticks) =>
        WorkerRun.Start(Order, Noon).Complete(Work, (Noon + WorkerRun.Lease).AddTicks(ticks)).Refusal?.Code;

    [TestCase(-1, ExpectedResult = "worker_run.lease_held")]
    [TestCase(0, ExpectedResult = null)]
    public string? A_run_is_taken_from_its_worker_from_the_leases_end_on(int ticks) =>
        WorkerRun.Start(Order, Noon).LeaseLost(RunWork.Nothing, (Noon + WorkerRun.Lease).AddTicks(ticks)).Refusal?.Code;

    [Test]
    public void A_lost_lease_leaves_the_run_interrupted()
    {
        var run = WorkerRun.Start(Order, Noon);

        Assert.That(run.LeaseLost(RunWork.Nothing, Noon.AddMinutes(2)), Is.EqualTo(Result.Done));
        Assert.That((run.State, run.Failure), Is.EqualTo((RunState.Failed, RunFailure.Interrupted)));
        Assert.That(run.CompletedAt, Is.EqualTo(Noon.AddMinutes(2)));
    }

    [Test]
    public void A_completed_run_keeps_what_it_did()
    {
        var run = WorkerRun.Start(Order, Noon);

        Assert.That(run.Complete(Work, Noon.AddSeconds(5)), Is.EqualTo(Result.Done));
        Assert.That((run.State, run.CompletedAt), Is.EqualTo((RunState.Succeeded, Noon.AddSeconds(5))));
        Assert.That((run.RetryPlanId, run.Summary), Is.EqualTo((Work.RetryPlanId, Work.Summary)));
    }

    [TestCase(0, ExpectedResult = RunState.Succeeded)]
    [TestCase(1, ExpectedResult = RunState.TimedOut)]
    public RunState A_run_that_completes_too_late_is_timed_out(int ticks)
    {
        var run = BeatingUntil(Noon.AddMinutes(15));

        Assert.That(run.Complete(Work, Noon.AddMinutes(15).AddTicks(ticks)), Is.EqualTo(Result.Done));
        return run.State;
    }

    [TestCase(0, ExpectedResult = "worker_run.within_time")]
    [TestCase(1, ExpectedResult = null)]
    public string? A_run_is_timed_out_only_after_its_last_permitted_instant(int ticks) =>
        WorkerRun.Start(Order, Noon).TimeOut(Work, Noon.AddMinutes(15).AddTicks(ticks)).Refusal?.Code;

    [Test]
    public void A_timed_out_run_keeps_what_was_done_so_far()
    {
        var run = WorkerRun.Start(Order, Noon);

        Assert.That(run.TimeOut(Work, Noon.AddMinutes(16)), Is.EqualTo(Result.Done));
        Assert.That((run.State, run.Summary), Is.EqualTo((RunState.TimedOut, Work.Summary)));
    }

    [Test]
    public void A_worker_that_faults_or_stops_says_so()
    {
        var faulted = WorkerRun.Start(Order, Noon);
        var cancelled = WorkerRun.Start(Order, Noon);

        Assert.That(faulted.Fail(Work, Noon.AddSeconds(1)), Is.EqualTo(Result.Done));
        Assert.That(cancelled.Cancel(Work, Noon.AddSeconds(1)), Is.EqualTo(Result.Done));
        Assert.That((faulted.State, faulted.Failure), Is.EqualTo((RunState.Failed, RunFailure.Faulted)));
        Assert.That((cancelled.State, cancelled.Failure), Is.EqualTo((RunState.Cancelled, default(RunFailure?))));
    }

    [Test]
    public void A_run_that_has_ended_stays_as_it_is()
    {
        var run = WorkerRun.Start(Order, Noon);
        Assert.That(run.Complete(Work, Noon), Is.EqualTo(Result.Done));

        Result[] tries =
        [
            run.Beat(Noon), run.Complete(RunWork.Nothing, Noon), run.Fail(RunWork.Nothing, Noon),
            run.Cancel(RunWork.Nothing, Noon), run.TimeOut(RunWork.Nothing, Noon.AddDays(1)), run.LeaseLost(RunWork.Nothing, Noon.AddDays(1)),
        ];

        Assert.That(tries.Select(result => result.Refusal), Is.All.EqualTo(WorkerRunRefusals.NotRunning));
        Assert.That((run.State, run.Summary), Is.EqualTo((RunState.Succeeded, Work.Summary)));
    }

    [Test]
    public void A_run_by_a_disabled_schedule_is_recorded_and_over()
    {
        var run = WorkerRun.SkipDisabled(Order with { Terms = Order.Terms with { Enabled = false } }, Noon);

        Assert.That((run.State, run.ScheduleEnabled, run.CompletedAt), Is.EqualTo((RunState.SkippedDisabled, false, Noon)));
        Assert.That(run.RetryResults, Is.Empty);
    }

    [TestCase(RunTrigger.Schedule, 0, ExpectedResult = false)]
    [TestCase(RunTrigger.Schedule, 1, ExpectedResult = true)]
    [TestCase(RunTrigger.Manual, 1, ExpectedResult = false)]
    public bool A_scheduled_run_is_late_after_its_grace(RunTrigger trigger, int ticks) =>
        WorkerRun.Start(Order with { Trigger = trigger }, Noon.AddMinutes(5).AddTicks(ticks)).Late;

    [Test]
    public void Its_evidence_tells_what_kind_of_run_it_was()
    {
        var run = WorkerRun.Start(Order with { Cadence = "nightly" }, Noon);
        Assert.That(run.Complete(Work, Noon), Is.EqualTo(Result.Done));

        var facts = run.Evidence;

        Assert.That(facts.Kind, Is.EqualTo(WireNames.WorkerRunKind));
        Assert.That(facts.ResourceId, Does.StartWith("gordackworker-"));
        Assert.That(facts.Summary["state"], Is.EqualTo("succeeded"));
        Assert.That(facts.Summary["dry_run"], Is.True);
        Assert.That(facts.Summary["cadence"], Is.EqualTo("nightly"));
        Assert.That(facts.Summary["selected_retry_count"], Is.EqualTo(2));
    }

    private static WorkerRun BeatingUntil(DateTimeOffset end)
    {
        var run = WorkerRun.Start(Order, Noon);
        for (var at = Noon.AddSeconds(30); at <= end; at = at.AddSeconds(30))
        {
            Assert.That(run.Beat(at), Is.EqualTo(Result.Done));
        }

        return run;
    }
}
