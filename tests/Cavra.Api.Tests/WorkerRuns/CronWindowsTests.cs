using Cavra.Domain.WorkerRuns;
using Cavra.Infrastructure.Scheduling;
using Cavra.Testing;

namespace Cavra.Api.Tests.WorkerRuns;

public sealed class CronWindowsTests
{
    private static readonly DateTimeOffset January = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [TestCase("* * * * *", "UTC")]
    [TestCase("*/20 1-3 * * *", "Europe/Berlin")]
    [TestCase("30 2 * * *", "Europe/Berlin")]
    [TestCase("30 2 * * *", "America/New_York")]
    [TestCase("15 */6 * * MON-FRI", "Australia/Lord_Howe")]
    [TestCase("0 0 1 * *", "Asia/Kathmandu")]
    public void Windows_follow_one_another_without_a_gap_whoever_asks_from_where(string cron, string zone)
    {
        var windows = Read(cron, zone);

        for (var instant = January; instant < January.AddYears(1); instant = instant.AddHours(7).AddMinutes(13))
        {
            var window = windows.At(instant);
            if (!window.Contains(instant)
                || windows.At(window.Start) != window
                || windows.At(window.End.AddTicks(-1)) != window
                || windows.At(window.End).Start != window.End)
            {
                Assert.Fail($"{cron} {zone} at {instant:O}: {window}");
            }
        }

        Assert.That(windows.CountWhole(windows.At(January).Start, windows.At(January).End), Is.EqualTo(1));
    }

    [TestCase("0 12 29 2 *", 2024, 2028)]
    [TestCase("0 12 29 2 MON", 2016, 2044)]
    public void A_leap_day_has_its_window_over_years(string cron, int from, int to)
    {
        var window = Read(cron, "UTC").At(January);

        Assert.Multiple(() =>
        {
            Assert.That(window.Start, Is.EqualTo(new DateTimeOffset(from, 2, 29, 12, 0, 0, TimeSpan.Zero)));
            Assert.That(window.End, Is.EqualTo(new DateTimeOffset(to, 2, 29, 12, 0, 0, TimeSpan.Zero)));
        });
    }

    [TestCase(0, 0, ExpectedResult = 0)]
    [TestCase(0, 59, ExpectedResult = 0)]
    [TestCase(0, 60, ExpectedResult = 1)]
    [TestCase(1, 119, ExpectedResult = 0)]
    [TestCase(1, 120, ExpectedResult = 1)]
    [TestCase(0, 180, ExpectedResult = 3)]
    [TestCase(60, 0, ExpectedResult = 0)]
    public long Only_windows_that_lie_whole_between_are_counted(int sinceMinutes, int untilMinutes) =>
        Read("0 * * * *", "UTC").CountWhole(January.AddMinutes(sinceMinutes), January.AddMinutes(untilMinutes));

    private static IWindows Read(string cron, string zone)
    {
        var windows = new WindowsReader(new WatchedClock(January)).Read(new WorkerTerms { IntervalMinutes = null, Cron = cron, TimeZone = zone });
        Assert.That(windows.Refusal, Is.Null);
        return windows.Value;
    }
}
