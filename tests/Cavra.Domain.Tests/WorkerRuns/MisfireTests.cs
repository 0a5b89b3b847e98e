using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Domain.Tests.WorkerRuns;

public sealed class MisfireTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly IntervalWindows HalfHours = new IntervalWindows(30);

    [Test]
    public void A_window_that_has_begun_is_run_once()
    {
        var first = Decide(MisfirePolicy.Skip, lastRun: -30, now: 0);
        var second = Decide(MisfirePolicy.Skip, lastRun: 0, now: 1);

        Assert.That(first, Is.EqualTo(new DueWindow(HalfHours.At(Noon), MissedWindows: 0, Late: false)));
        Assert.That(second.Run, Is.Null);
    }

    [Test]
    public void A_disabled_schedule_starts_nothing()
    {
        var turn = Misfire.Decide(Schedule(new WorkerTerms { Enabled = false }), HalfHours, lastRun: null, Noon);

        Assert.That(turn.Run, Is.Null);
    }

    [Test]
    public void The_first_window_is_the_first_that_begins_after_the_schedule_changed()
    {
        var schedule = WorkerSchedule.Default(Ids.New<WorkspaceId>(Noon), Noon.AddMinutes(1));

        Assert.That(Misfire.Decide(schedule, HalfHours, lastRun: null, Noon.AddMinutes(29)).Run, Is.Null);
        Assert.That(
            Misfire.Decide(schedule, HalfHours, lastRun: null, Noon.AddMinutes(30)).Run,
            Is.EqualTo(HalfHours.At(Noon.AddMinutes(30))));
    }

    [Test]
    public void A_schedule_that_changed_at_a_windows_start_begins_with_that_window()
    {
        var schedule = WorkerSchedule.Default(Ids.New<WorkspaceId>(Noon), Noon);

        Assert.That(Misfire.Decide(schedule, HalfHours, lastRun: null, Noon).Run, Is.EqualTo(HalfHours.At(Noon)));
    }

    [TestCase(5, 0, ExpectedResult = false)]
    [TestCase(5, 1, ExpectedResult = true)]
    public bool A_start_is_late_after_the_last_instant_of_grace(int minutes, int ticks)
    {
        var now = Noon.AddMinutes(minutes).AddTicks(ticks);
        var turn = Misfire.Decide(Schedule(new WorkerTerms()), HalfHours, Noon.AddMinutes(-30), now);

        Assert.That(turn.Run, Is.Not.Null);
        return turn.Late;
    }

    [TestCase(MisfirePolicy.Skip, 6, ExpectedResult = false)]
    [TestCase(MisfirePolicy.Skip, 5, ExpectedResult = true)]
    [TestCase(MisfirePolicy.RunOnce, 6, ExpectedResult = true)]
    [TestCase(MisfirePolicy.RunOnce, 5, ExpectedResult = true)]
    public bool After_downtime_the_policy_decides_whether_a_late_run_makes_up(MisfirePolicy policy, int minutesLate)
    {
        var turn = Decide(policy, lastRun: -150, now: minutesLate);

        Assert.That(turn.MissedWindows, Is.EqualTo(4));
        return turn.Run is not null;
    }

    [Test]
    public void Missed_windows_are_made_up_by_the_present_window_alone()
    {
        var turn = Decide(MisfirePolicy.RunOnce, lastRun: -60 * 24 * 7, now: 10);
        var next = Misfire.Decide(Schedule(new WorkerTerms()), HalfHours, turn.Run!.Value.Start, Noon.AddMinutes(11));

        Assert.That(turn.Run, Is.EqualTo(HalfHours.At(Noon)));
        Assert.That(next, Is.EqualTo(new DueWindow(Run: null, MissedWindows: 0, Late: false)));
    }

    [Test]
    public void A_clock_that_jumped_back_does_not_run_a_window_twice() =>
        Assert.That(Decide(MisfirePolicy.RunOnce, lastRun: 60, now: 0).Run, Is.Null);

    private static DueWindow Decide(MisfirePolicy policy, int lastRun, int now) => Misfire.Decide(
        Schedule(new WorkerTerms { Misfire = policy }), HalfHours, Noon.AddMinutes(lastRun), Noon.AddMinutes(now));

    private static WorkerSchedule Schedule(WorkerTerms terms)
    {
        var created = Noon.AddDays(-30);
        var schedule = WorkerSchedule.Default(Ids.New<WorkspaceId>(created), created);
        Assert.That(schedule.Redefine(terms, "dana", created), Is.EqualTo(Result.Done));
        return schedule;
    }
}
