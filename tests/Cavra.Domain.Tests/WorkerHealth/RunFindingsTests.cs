using Cavra.Domain.Abstractions;
using Cavra.Domain.WorkerHealth;
using Cavra.Domain.WorkerRuns;
using static Cavra.Domain.Tests.WorkerHealth.Given;

namespace Cavra.Domain.Tests.WorkerHealth;

public sealed class RunFindingsTests
{
    [Test]
    public void A_fresh_install_is_healthy()
    {
        var report = WorkerHealthReport.Compute(AFreshInstall with { NewestPlan = null }, Noon);

        Assert.That((report.AlertLevel, report.IsHealthy), Is.EqualTo((AlertLevel.Healthy, true)));
        Assert.That(report.Findings, Is.Empty);
        Assert.That((report.LatestRunId, report.LatestRunAgeMinutes), Is.EqualTo((default(WorkerRunId?), default(long?))));
    }

    [TestCase(35, -1, ExpectedResult = 0)]
    [TestCase(35, 0, ExpectedResult = 1)]
    [TestCase(65, -1, ExpectedResult = 1)]
    [TestCase(65, 0, ExpectedResult = 2)]
    public long A_window_is_missed_when_it_and_the_grace_have_passed_without_a_run(int minutes, int ticks) =>
        WorkerHealthReport.Compute(AFreshInstall, Noon.AddMinutes(minutes).AddTicks(ticks)).MissedRunCount;

    [Test]
    public void Missed_windows_are_critical_and_told_since_the_first_of_them()
    {
        var finding = WorkerHealthReport.Compute(AFreshInstall, Noon.AddMinutes(65)).Find(HealthCategory.MissedWorkerRun)!;

        Assert.That((finding.Severity, finding.Since), Is.EqualTo((AlertLevel.Critical, Noon)));
        Assert.That(finding.Recommendation.Operation, Is.EqualTo("RunWorker"));
    }

    [TestCase(64, ExpectedResult = 0)]
    [TestCase(65, ExpectedResult = 1)]
    public long Windows_count_as_missed_since_the_last_run(int minutes)
    {
        var snapshot = AFreshInstall with { NewestRun = ARun };

        return WorkerHealthReport.Compute(snapshot, Noon.AddMinutes(minutes)).MissedRunCount;
    }

    [Test]
    public void A_window_that_began_before_the_schedule_changed_is_not_missed()
    {
        var snapshot = With(new WorkerTerms { GraceMinutes = 1 });
        snapshot = snapshot with { Schedule = snapshot.Schedule with { ChangedAt = Noon.AddMinutes(1) } };

        Assert.That(WorkerHealthReport.Compute(snapshot, Noon.AddMinutes(60)).MissedRunCount, Is.Zero);
        Assert.That(WorkerHealthReport.Compute(snapshot, Noon.AddMinutes(61)).MissedRunCount, Is.EqualTo(1));
    }

    [Test]
    public void A_disabled_schedule_misses_nothing()
    {
        var report = WorkerHealthReport.Compute(With(new WorkerTerms { Enabled = false }), Noon.AddDays(1));

        Assert.That(report.MissedRunCount, Is.Zero);
        Assert.That(report.IsHealthy, Is.True);
    }

    [Test]
    public void An_expected_interval_replaces_that_of_the_schedule()
    {
        var report = WorkerHealthReport.Compute(
            AFreshInstall with { NewestRun = ARun with { StartedAt = Noon.AddMinutes(12) } },
            new HealthTerms(ExpectedIntervalMinutes: 10),
            Noon.AddMinutes(45));

        Assert.That(report.MissedRunCount, Is.EqualTo(2));
        Assert.That((report.ExpectedIntervalMinutes, report.MissedAfterMinutes), Is.EqualTo((10, 15)));
        Assert.That(report.StaleMetadataMinutes, Is.EqualTo(20));
    }

    [Test]
    public void The_time_spans_are_those_of_the_schedule_unless_given()
    {
        var stored = WorkerHealthReport.Compute(AFreshInstall, Noon);
        var weekly = WorkerHealthReport.Compute(With(new WorkerTerms { IntervalMinutes = 10_080 }), Noon);

        Assert.That(
            (stored.ExpectedIntervalMinutes, stored.MissedAfterMinutes, stored.StaleMetadataMinutes), Is.EqualTo((30, 35, 60)));
        Assert.That(weekly.StaleMetadataMinutes, Is.EqualTo(HealthTerms.Max));
    }

    [TestCase(RunState.Failed, ExpectedResult = 1)]
    [TestCase(RunState.TimedOut, ExpectedResult = 1)]
    [TestCase(RunState.Succeeded, ExpectedResult = 0)]
    [TestCase(RunState.Cancelled, ExpectedResult = 0)]
    public long The_newest_finished_run_counts_when_it_failed_or_timed_out(RunState state)
    {
        var report = WorkerHealthReport.Compute(AFreshInstall with { NewestFinishedRun = ARun with { State = state } }, Noon);

        Assert.That(report.AlertLevel, Is.EqualTo(report.FailedJobCount > 0 ? AlertLevel.Critical : AlertLevel.Healthy));
        return report.FailedJobCount;
    }

    [Test]
    public void A_failed_run_is_told_since_it_ended_and_leads_to_that_run()
    {
        var failed = ARun with { State = RunState.Failed };

        var finding = WorkerHealthReport.Compute(AFreshInstall with { NewestFinishedRun = failed }, Noon).Findings.Single();

        Assert.That(finding.Since, Is.EqualTo(failed.CompletedAt));
        Assert.That(finding.Recommendation.Href, Does.EndWith($"/worker-runs/{failed.Id}"));
    }

    [TestCase(0, ExpectedResult = 0)]
    [TestCase(1, ExpectedResult = 1)]
    public long A_run_is_overrun_after_its_last_permitted_instant(int ticks)
    {
        var running = ARun with { State = RunState.Running, StartedAt = Noon, CompletedAt = null };
        var younger = running with { StartedAt = Noon.AddMinutes(1) };
        var snapshot = AFreshInstall with { NewestRun = running, RunningRuns = [younger, running] };

        var report = WorkerHealthReport.Compute(snapshot, Noon.AddMinutes(15).AddTicks(ticks));

        Assert.That(report.Find(HealthCategory.WorkerOverrun)?.Since, Is.EqualTo(ticks > 0 ? Noon.AddMinutes(15) : null));
        Assert.That(report.AlertLevel, Is.EqualTo(ticks > 0 ? AlertLevel.Critical : AlertLevel.Healthy));
        return report.OverrunCount;
    }

    [TestCase(true, 1, ExpectedResult = 0)]
    [TestCase(false, 0, ExpectedResult = 0)]
    [TestCase(false, 1, ExpectedResult = 1)]
    public long A_schedule_that_is_off_matters_while_something_is_open(bool enabled, int open)
    {
        var snapshot = With(new WorkerTerms { Enabled = enabled }) with
        {
            OpenDestinations = [.. Enumerable.Repeat(AHeldDestination, open)],
        };

        var report = WorkerHealthReport.Compute(snapshot, Noon);

        Assert.That(report.AlertLevel, Is.EqualTo(report.DisabledScheduleCount > 0 ? AlertLevel.Warning : AlertLevel.Healthy));
        return report.DisabledScheduleCount;
    }

    [TestCase(-60, ExpectedResult = 0)]
    [TestCase(10, ExpectedResult = 10)]
    public double A_schedule_that_is_off_matters_since_both_are_so(int openMinutes)
    {
        var snapshot = With(new WorkerTerms { Enabled = false }) with
        {
            OpenDestinations = [AHeldDestination with { OpenSince = Noon.AddMinutes(openMinutes) }],
        };

        var finding = WorkerHealthReport.Compute(snapshot, Noon.AddMinutes(20)).Find(HealthCategory.DisabledSchedule)!;

        return (finding.Since - Noon).TotalMinutes;
    }

    [Test]
    public void The_report_tells_of_the_latest_run_and_plan()
    {
        var snapshot = AFreshInstall with
        {
            RunCount = 20,
            RetryPlanCount = 7,
            LatestRuns = [.. Enumerable.Repeat(ARun, 12)],
            NewestRun = ARun with { Late = true },
            NewestFinishedRun = ARun,
        };

        var report = WorkerHealthReport.Compute(snapshot, Noon.AddMinutes(4).AddSeconds(59));

        Assert.That((report.RunCount, report.RetryPlanCount, report.SelectedRetryCount), Is.EqualTo((20, 7, 3)));
        Assert.That((report.LatestRunId, report.LatestRunAt), Is.EqualTo((ARun.Id, ARun.StartedAt)));
        Assert.That(report.LatestRunAgeMinutes, Is.EqualTo(3));
        Assert.That((report.LatestRetryPlanId, report.LatestRetryPlanAgeMinutes), Is.EqualTo((PlanId, 4)));
        Assert.That(report.Latest, Has.Count.EqualTo(10));
        Assert.That(report.LateRunCount, Is.EqualTo(1));
    }
}
