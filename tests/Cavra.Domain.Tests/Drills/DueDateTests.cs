using Cavra.Domain.Abstractions;
using Cavra.Domain.Drills;
using CsCheck;

namespace Cavra.Domain.Tests.Drills;

public sealed class DueDateTests
{
    private static readonly DateTimeOffset Noon = GivenDrills.Noon;

    [Test]
    public void Without_a_stated_date_the_next_drill_is_due_an_interval_after_the_last_passing_one() =>
        Gen.Int[1, DrillSchedule.MaxIntervalDays].Select(Gen.Int[0, 10_000_000]).Sample((days, minutesAgo) =>
        {
            var schedule = GivenDrills.ASchedule(GivenDrills.Terms() with { IntervalDays = days });
            var executedAt = Noon.AddMinutes(-minutesAgo);

            return schedule.DueAt(GivenDrills.APassingDrill(executedAt)) == executedAt.AddDays(days);
        });

    [Test]
    public void Without_a_stated_date_and_a_passing_drill_there_is_no_due_date() =>
        Assert.That(GivenDrills.ASchedule(GivenDrills.Terms()).DueAt(null), Is.Null);

    [Test]
    public void A_stated_date_holds_against_a_drill_that_was_on_record_when_it_was_stated()
    {
        var schedule = GivenDrills.AScheduleDueAt(Noon.AddDays(3));

        Assert.That(schedule.DueAt(null), Is.EqualTo(Noon.AddDays(3)));
        Assert.That(schedule.DueAt(GivenDrills.APassingDrill(Noon.AddDays(-1), recordedAt: Noon)), Is.EqualTo(Noon.AddDays(3)));
    }

    [Test]
    public void A_passing_drill_recorded_after_the_date_was_stated_moves_it()
    {
        var schedule = GivenDrills.AScheduleDueAt(Noon.AddDays(-300));
        var drill = GivenDrills.APassingDrill(Noon.AddDays(-1), recordedAt: Noon.AddTicks(1));

        Assert.That(schedule.DueAt(drill), Is.EqualTo(Noon.AddDays(29)));
    }

    [Test]
    public void An_old_drill_recorded_late_never_makes_the_next_one_due_earlier()
    {
        var schedule = GivenDrills.AScheduleDueAt(Noon.AddDays(3));
        var drill = GivenDrills.APassingDrill(Noon.AddDays(-28), recordedAt: Noon.AddDays(1));

        Assert.That(schedule.DueAt(drill), Is.EqualTo(Noon.AddDays(3)));
    }

    [Test]
    public void Stating_the_same_date_again_does_not_bring_it_back_and_stating_another_does()
    {
        var schedule = GivenDrills.AScheduleDueAt(Noon.AddDays(-300));
        var drill = GivenDrills.APassingDrill(Noon.AddDays(1));

        Assert.That(schedule.Redefine(schedule.Terms(), GivenDrills.Dana, Noon.AddDays(2)), Is.EqualTo(Result.Done));
        Assert.That(schedule.DueAt(drill), Is.EqualTo(Noon.AddDays(31)));

        var another = schedule.Terms() with { NextDueAt = Noon.AddDays(5) };
        Assert.That(schedule.Redefine(another, GivenDrills.Dana, Noon.AddDays(2)), Is.EqualTo(Result.Done));
        Assert.That(schedule.DueAt(drill), Is.EqualTo(Noon.AddDays(5)));
    }
}
