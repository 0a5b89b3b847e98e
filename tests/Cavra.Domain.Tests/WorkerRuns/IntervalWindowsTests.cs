using Cavra.Domain.WorkerRuns;
using CsCheck;

namespace Cavra.Domain.Tests.WorkerRuns;

public sealed class IntervalWindowsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly IWindows HalfHours = new IntervalWindows(30);

    [TestCase(-1, ExpectedResult = -30)]
    [TestCase(0, ExpectedResult = 0)]
    [TestCase(1, ExpectedResult = 0)]
    public double A_window_holds_its_start_and_not_its_end(int ticks) =>
        (HalfHours.At(Noon.AddTicks(ticks)).Start - Noon).TotalMinutes;

    [Test]
    public void Windows_are_aligned_to_the_epoch_also_before_it()
    {
        var week = new IntervalWindows(10_080);

        Assert.That(week.At(DateTimeOffset.UnixEpoch.AddDays(8)).Start, Is.EqualTo(DateTimeOffset.UnixEpoch.AddDays(7)));
        Assert.That(week.At(DateTimeOffset.UnixEpoch.AddTicks(-1)).Start, Is.EqualTo(DateTimeOffset.UnixEpoch.AddDays(-7)));
    }

    [Test]
    public void The_neighbours_of_a_window_touch_it()
    {
        var current = HalfHours.At(Noon.AddMinutes(7));

        Assert.That(HalfHours.Before(Noon.AddMinutes(7)).End, Is.EqualTo(current.Start));
        Assert.That(HalfHours.After(Noon.AddMinutes(7)).Start, Is.EqualTo(current.End));
    }

    [TestCase(0, ExpectedResult = 0)]
    [TestCase(1, ExpectedResult = 30)]
    public double The_first_window_from_an_instant_may_start_at_it(int ticks) =>
        (HalfHours.FirstFrom(Noon.AddTicks(ticks)).Start - Noon).TotalMinutes;

    [TestCase(0, 60, ExpectedResult = 2)]
    [TestCase(1, 60, ExpectedResult = 1)]
    [TestCase(0, 59, ExpectedResult = 1)]
    [TestCase(1, 29, ExpectedResult = 0)]
    [TestCase(60, 0, ExpectedResult = 0)]
    public long Only_whole_windows_are_counted(int since, int until) =>
        HalfHours.CountWhole(Noon.AddMinutes(since), Noon.AddMinutes(until));

    [Test]
    public void Counting_agrees_with_walking_from_window_to_window() =>
        Gen.Select(Gen.Int[1, 300], Gen.Int[-10_000, 10_000], Gen.Int[0, 10_000]).Sample((length, start, span) =>
        {
            IWindows windows = new IntervalWindows(length);
            var (since, until) = (Noon.AddMinutes(start), Noon.AddMinutes(start + span));
            var walked = 0L;
            for (var window = windows.FirstFrom(since); window.End <= until; window = windows.After(window.Start))
            {
                walked++;
            }

            Assert.That(windows.CountWhole(since, until), Is.EqualTo(walked));
        });
}
