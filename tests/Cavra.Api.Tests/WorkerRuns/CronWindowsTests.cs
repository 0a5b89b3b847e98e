using System.Globalization;
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

    [TestCase("0 6 * * MON-FRI", "on working days", "2027-01-01", "2027-01-04")]
    [TestCase("0 6 13 * FRI", "on a 13th that is a Friday: both must hold", "2027-08-13", "2028-10-13")]
    [TestCase("0 6 8-14 * MON", "on the second Monday of a month: both must hold", "2027-01-11", "2027-02-08")]
    [TestCase("0 6 ? * MON#2", "on the second Monday of a month", "2027-01-11", "2027-02-08")]
    [TestCase("0 6 * * 5L", "on the last Friday of a month", "2027-01-29", "2027-02-26")]
    [TestCase("0 6 L * *", "on the last day of a month", "2027-01-31", "2027-02-28")]
    [TestCase("0 6 L-2 * *", "two days before the last one", "2027-01-29", "2027-02-26")]
    [TestCase("0 6 LW * *", "on the last working day of a month", "2027-01-29", "2027-02-26")]
    [TestCase("0 6 16W * *", "on the working day next to the 16th, in the same month", "2027-01-15", "2027-02-16")]
    [TestCase("0 6 31 * *", "in the months that have a 31st, and in no other", "2027-01-31", "2027-03-31")]
    [TestCase("0 6 * * 0,7", "on Sundays, by either number", "2027-01-03", "2027-01-10")]
    public void The_days_of_an_expression_are_those_that_the_page_says(string cron, string meaning, string first, string second)
    {
        var windows = Read(cron, "UTC");
        var next = windows.At(January).End;
        var days = new[] { next, windows.At(next).End }.Select(at => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

        Assert.That(days, Is.EqualTo(new[] { first, second }));
        Assert.That(Snapshot.Read("docs/operations.md"), Does.Contain($"\n| `{cron}` | {meaning} | {first}, {second} |\n"));
    }

    [TestCase("0 6 * * * *")]
    [TestCase("0 6 30 2 *")]
    [TestCase("0 6 * *")]
    [TestCase("0 25 * * *")]
    [TestCase("0 6 * * MON#6")]
    [TestCase("0 6 LW-1 * *")]
    [TestCase("")]
    public void What_is_no_expression_or_never_occurs_is_refused(string cron) => Assert.That(
        new WindowsReader(new WatchedClock(January)).Read(new WorkerTerms { IntervalMinutes = null, Cron = cron }).Refusal,
        Is.EqualTo(WorkerScheduleRefusals.CronUnreadable));

    private static IWindows Read(string cron, string zone)
    {
        var windows = new WindowsReader(new WatchedClock(January)).Read(new WorkerTerms { IntervalMinutes = null, Cron = cron, TimeZone = zone });
        Assert.That(windows.Refusal, Is.Null);
        return windows.Value;
    }
}
