using Cavra.Domain.Abstractions;
using Cavra.Domain.Connectors;
using Cavra.Domain.Drills;
using CsCheck;

namespace Cavra.Domain.Tests.Drills;

public sealed class ScheduleReportTests
{
    private const int DueSoonDays = 14;

    private static readonly DateTimeOffset Noon = GivenDrills.Noon;

    private static readonly IReadOnlyList<Connector> Connectors = [GivenDrills.Webhook, GivenDrills.Siem];

    [Test]
    public void Without_a_schedule_the_report_says_so_and_alerts_nobody()
    {
        var report = ScheduleReport.Of(null, LatestDrills.None, Connectors, DueSoonDays, Noon);

        Assert.That((report.Status, report.AlertLevel), Is.EqualTo((ScheduleReadiness.NotConfigured, AlertLevel.Healthy)));
        Assert.That((report.NextDueAt, report.DaysUntilDue), Is.EqualTo(((DateTimeOffset?)null, (int?)null)));
        Assert.That(Warnings(report), Is.EqualTo(new[] { "schedule_configured" }));
    }

    [TestCase(-1, ExpectedResult = ScheduleReadiness.NeedsAttention)]
    [TestCase(0, ExpectedResult = ScheduleReadiness.DueSoon)]
    [TestCase(1, ExpectedResult = ScheduleReadiness.DueSoon)]
    public ScheduleReadiness A_drill_is_overdue_from_the_first_tick_after_its_due_date(int ticksAhead) =>
        ReportOn(GivenDrills.AScheduleDueAt(Noon.AddTicks(ticksAhead))).Status;

    [TestCase(-1, ExpectedResult = ScheduleReadiness.DueSoon)]
    [TestCase(0, ExpectedResult = ScheduleReadiness.Ready)]
    public ScheduleReadiness A_drill_is_due_soon_while_the_whole_days_to_it_are_no_more_than_the_due_soon_days(int ticks) =>
        ReportOn(GivenDrills.AScheduleDueAt(Noon.AddDays(DueSoonDays + 1).AddTicks(ticks))).Status;

    [TestCase(ScheduleReadiness.NeedsAttention, -1, ExpectedResult = AlertLevel.Critical)]
    [TestCase(ScheduleReadiness.DueSoon, 1, ExpectedResult = AlertLevel.Warning)]
    [TestCase(ScheduleReadiness.Ready, 100, ExpectedResult = AlertLevel.Healthy)]
    public AlertLevel The_level_follows_from_the_status(ScheduleReadiness status, int daysAhead)
    {
        var report = ReportOn(GivenDrills.AScheduleDueAt(Noon.AddDays(daysAhead)));

        Assert.That(report.Status, Is.EqualTo(status));
        return report.AlertLevel;
    }

    [Test]
    public void Days_until_due_are_whole_days_rounded_down_and_negative_exactly_when_overdue() =>
        Gen.Long[-4_000 * TimeSpan.TicksPerDay, 4_000 * TimeSpan.TicksPerDay].Sample(ticks =>
        {
            var report = ReportOn(GivenDrills.AScheduleDueAt(Noon.AddTicks(ticks)));
            var days = report.DaysUntilDue!.Value;

            return Noon.AddDays(days) <= report.NextDueAt && report.NextDueAt < Noon.AddDays(days + 1)
                && report.IsStale == (ticks < 0)
                && report.IsDueSoon == (days is >= 0 and <= DueSoonDays);
        });

    [Test]
    public void A_schedule_for_which_no_drill_ever_passed_and_no_date_is_stated_needs_attention()
    {
        var report = ReportOn(GivenDrills.ASchedule(GivenDrills.Terms()));

        Assert.That((report.Status, report.IsStale), Is.EqualTo((ScheduleReadiness.NeedsAttention, true)));
        Assert.That((report.NextDueAt, report.DaysUntilDue, report.IsDueSoon),
            Is.EqualTo(((DateTimeOffset?)null, (int?)null, false)));
    }

    [TestCase(0, ExpectedResult = ScheduleReadiness.DueSoon)]
    [TestCase(-1, ExpectedResult = ScheduleReadiness.NeedsAttention)]
    public ScheduleReadiness A_paused_schedule_needs_attention_once_its_due_date_has_passed(int ticksAhead)
    {
        var terms = GivenDrills.Terms() with { Status = DrillScheduleStatus.Paused, NextDueAt = Noon.AddTicks(ticksAhead) };
        var report = ReportOn(GivenDrills.ASchedule(terms));

        Assert.That(Warnings(report), Does.Contain("schedule_active"));
        return report.Status;
    }

    [Test]
    public void A_schedule_without_an_owner_needs_attention()
    {
        var terms = GivenDrills.Terms() with { Owners = [], OwnerRoutes = [], NextDueAt = Noon.AddDays(100) };
        var report = ReportOn(GivenDrills.ASchedule(terms));

        Assert.That(report.Status, Is.EqualTo(ScheduleReadiness.NeedsAttention));
        Assert.That(Warnings(report), Is.EqualTo(new[] { "owners", "latest_drill" }));
    }

    [Test]
    public void One_usable_connector_keeps_a_schedule_ready_and_the_owner_it_leaves_out_is_told()
    {
        var report = ReportWith(GivenDrills.Webhook, GivenDrills.AConnector("siem-webhook", enabled: false));

        Assert.That(report.Status, Is.EqualTo(ScheduleReadiness.Ready));
        Assert.That(Warnings(report), Is.EqualTo(new[] { "owners_reachable", "latest_drill" }));
    }

    [Test]
    public void A_schedule_none_of_whose_connectors_can_be_used_needs_attention()
    {
        var report = ReportWith(
            GivenDrills.AConnector("webhook", problem: "The address is missing."),
            GivenDrills.AConnector("siem-webhook", enabled: false),
            GivenDrills.AConnector("unrelated", provider: "slack"));

        Assert.That(report.Status, Is.EqualTo(ScheduleReadiness.NeedsAttention));
        Assert.That(Warnings(report), Is.EqualTo(new[] { "usable_connector", "owners_reachable", "latest_drill" }));
    }

    [Test]
    public void A_failing_drill_does_not_move_the_due_date_and_the_checks_say_so()
    {
        var schedule = GivenDrills.ASchedule(GivenDrills.Terms());
        var passing = GivenDrills.APassingDrill(Noon.AddDays(-10));
        var failing = GivenDrills.AFailingDrill(Noon.AddDays(-1));

        var report = ScheduleReport.Of(schedule, LatestDrills.Among([passing, failing]), Connectors, DueSoonDays, Noon);

        Assert.That(report.NextDueAt, Is.EqualTo(Noon.AddDays(20)));
        Assert.That(Warnings(report), Is.EqualTo(new[] { "latest_drill", "drill_fallback" }));
    }

    [Test]
    public void A_schedule_with_nothing_to_say_against_passes_every_check()
    {
        var schedule = GivenDrills.ASchedule(GivenDrills.Terms());
        var drills = LatestDrills.Among([GivenDrills.APassingDrill(Noon)]);

        var report = ScheduleReport.Of(schedule, drills, Connectors, DueSoonDays, Noon);

        Assert.That(Warnings(report), Is.Empty);
        Assert.That(report.Checks.Select(check => check.Id), Is.Unique);
    }

    private static ScheduleReport ReportOn(DrillSchedule schedule) =>
        ScheduleReport.Of(schedule, LatestDrills.None, Connectors, DueSoonDays, Noon);

    private static ScheduleReport ReportWith(params Connector[] connectors) =>
        ScheduleReport.Of(GivenDrills.AScheduleDueAt(Noon.AddDays(100)), LatestDrills.None, connectors, DueSoonDays, Noon);

    private static IEnumerable<string> Warnings(ScheduleReport report) =>
        report.Checks.Where(check => check.Status is CheckStatus.Warn).Select(check => check.Id);
}
