using Cavra.Domain.Policies;

namespace Cavra.Domain.Tests.Policies;

public sealed class FreezeWindowTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [TestCase("2026-11-30T21:59:59.999999Z", ExpectedResult = false)]
    [TestCase("2026-11-30T22:00:00Z", ExpectedResult = true)]
    [TestCase("2026-11-30T23:59:59.999999Z", ExpectedResult = true)]
    [TestCase("2026-12-01T00:00:00Z", ExpectedResult = true)]
    [TestCase("2026-12-01T06:00:00Z", ExpectedResult = true)]
    [TestCase("2026-12-01T06:00:00.000001Z", ExpectedResult = false)]
    [TestCase("2026-12-01T22:30:00Z", ExpectedResult = false)]
    public bool A_window_over_midnight_holds_once_from_its_first_instant_to_its_last(string at) =>
        Window("2026-11-30T22:00:00Z", "2026-12-01T06:00:00Z").Holds("siem", At(at));

    [TestCase("2026-10-25T01:30:00+02:00", ExpectedResult = false)]
    [TestCase("2026-10-25T02:30:00+02:00", ExpectedResult = true)]
    [TestCase("2026-10-25T02:30:00+01:00", ExpectedResult = true)]
    [TestCase("2026-10-25T03:00:00+01:00", ExpectedResult = true)]
    [TestCase("2026-10-25T03:00:01+01:00", ExpectedResult = false)]
    public bool A_window_over_the_end_of_summer_time_holds_for_both_of_the_hours_that_are_called_the_same(string at) =>
        Window("2026-10-25T02:00:00+02:00", "2026-10-25T03:00:00+01:00").Holds("siem", At(at));

    [TestCase("2026-03-29T01:59:59+01:00", ExpectedResult = true)]
    [TestCase("2026-03-29T03:00:00+02:00", ExpectedResult = true)]
    [TestCase("2026-03-29T03:00:01+02:00", ExpectedResult = false)]
    public bool A_window_to_the_beginning_of_summer_time_ends_at_one_instant_by_either_name(string at) =>
        Window("2026-03-29T01:00:00+01:00", "2026-03-29T02:00:00+01:00").Holds("siem", At(at));

    [Test]
    public void A_window_is_judged_by_the_instant_and_not_by_how_it_is_spelled()
    {
        var window = Window("2026-10-25T02:00:00+02:00", "2026-10-25T03:00:00+01:00");

        Assert.That(window.EndAt - window.StartAt, Is.EqualTo(TimeSpan.FromHours(2)));
        Assert.That(window.Holds("siem", TimeZoneInfo.ConvertTime(window.EndAt, Berlin)), Is.True);
        Assert.That(Digest(window), Is.EqualTo(Digest(window with { StartAt = window.StartAt.ToUniversalTime() })));
    }

    [Test]
    public void Connectors_are_compared_letter_by_letter() =>
        Assert.That(Window("2026-11-30T22:00:00Z", "2026-12-01T06:00:00Z", "siem").Holds("SIEM", At("2026-12-01T00:00:00Z")), Is.False);

    [Test]
    public void Of_several_windows_any_one_holds_and_the_first_is_named()
    {
        var policy = WorkspacePolicy.Default with
        {
            FreezeWindows =
            [
                Window("2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z", "itsm") with { WindowId = "tickets" },
                Window("2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z") with { WindowId = "all" },
                Window("2026-11-01T00:00:00Z", "2026-11-03T00:00:00Z") with { WindowId = "longer" },
            ],
        };

        Assert.That(policy.Freeze("itsm", At("2026-11-01T12:00:00Z"))?.WindowId, Is.EqualTo("tickets"));
        Assert.That(policy.Freeze("siem", At("2026-11-01T12:00:00Z"))?.WindowId, Is.EqualTo("all"));
        Assert.That(policy.Freeze("siem", At("2026-11-02T12:00:00Z"))?.WindowId, Is.EqualTo("longer"));
        Assert.That(policy.Freeze("siem", At("2026-11-03T12:00:00Z")), Is.Null);
    }

    [TestCase("2026-11-30T22:00:00Z", "2026-12-01T06:00:00Z", "siem", ExpectedResult = true)]
    [TestCase("2026-11-30T22:00:01Z", "2026-12-01T06:00:00Z", "siem", ExpectedResult = false)]
    [TestCase("2026-11-30T22:00:00Z", "2026-12-01T05:59:59Z", "siem", ExpectedResult = false)]
    [TestCase("2026-11-30T20:00:00Z", "2026-12-01T08:00:00Z", "siem,itsm", ExpectedResult = true)]
    [TestCase("2026-11-30T20:00:00Z", "2026-12-01T08:00:00Z", "", ExpectedResult = true)]
    [TestCase("2026-11-30T20:00:00Z", "2026-12-01T08:00:00Z", "itsm", ExpectedResult = false)]
    public bool A_window_is_within_another_that_keeps_back_as_much(string from, string to, string connectors) =>
        Window("2026-11-30T22:00:00Z", "2026-12-01T06:00:00Z", "siem").IsWithin(Window(from, to, connectors));

    [Test]
    public void A_window_for_all_is_not_within_one_for_some() =>
        Assert.That(Window("2026-11-30T22:00:00Z", "2026-12-01T06:00:00Z")
            .IsWithin(Window("2026-11-30T22:00:00Z", "2026-12-01T06:00:00Z", "siem")), Is.False);

    private static string Digest(FreezeWindow window) => (WorkspacePolicy.Default with { FreezeWindows = [window] }).Digest;

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);

    private static FreezeWindow Window(string from, string to, string connectors = "") =>
        new("freeze", At(from), At(to), "Release", connectors.Split(',', StringSplitOptions.RemoveEmptyEntries));
}
