using Cavra.Domain.Drills;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.Tests.Drills;

public sealed class RecordDrillTests
{
    private static readonly DateTimeOffset Noon = GivenDrills.Noon;

    [Test]
    public void A_drill_that_satisfies_every_check_passes_and_keeps_what_was_told_and_by_whom()
    {
        var drill = Recorded(GivenDrills.AnOutcome(Noon));

        Assert.That(drill.Passed, Is.True);
        Assert.That(drill.Outcome(), Is.EqualTo(GivenDrills.AnOutcome(Noon) with { EvidenceRefs = drill.EvidenceRefs }));
        Assert.That(drill.EvidenceRefs, Is.EqualTo(new[] { "ci://release/4711" }));
        Assert.That((drill.RecordedAt, drill.RecordedBy, drill.RecordedBySubject),
            Is.EqualTo((Noon, "dana@example.com", "key-1")));
    }

    [Test]
    public void A_drill_reported_as_failed_does_not_pass() =>
        Assert.That(FailedChecks(GivenDrills.AnOutcome(Noon) with { Status = DrillStatus.Fail }),
            Is.EqualTo(new[] { "drill_status" }));

    [TestCase("enabled")]
    [TestCase("Disabled")]
    [TestCase("")]
    public void A_drill_that_left_the_backend_in_another_mode_does_not_pass(string mode) =>
        Assert.That(FailedChecks(GivenDrills.AnOutcome(Noon) with { TargetMode = mode }),
            Is.EqualTo(new[] { "drill_target_mode" }));

    [Test]
    public void A_drill_without_a_verified_fallback_does_not_pass() =>
        Assert.That(FailedChecks(GivenDrills.AnOutcome(Noon) with { FallbackVerified = false }),
            Is.EqualTo(new[] { "drill_fallback" }));

    [TestCase("14.99", ExpectedResult = true)]
    [TestCase("15.00", ExpectedResult = true)]
    [TestCase("15.01", ExpectedResult = false)]
    public bool A_recovery_may_take_its_maximum_and_no_more(string minutes)
    {
        var outcome = GivenDrills.AnOutcome(Noon) with
        {
            RecoveryMinutes = decimal.Parse(minutes, System.Globalization.CultureInfo.InvariantCulture),
        };

        return Recorded(outcome).Passed;
    }

    [Test]
    public void Each_check_that_failed_is_named()
    {
        var outcome = GivenDrills.AnOutcome(Noon) with { Status = DrillStatus.Fail, RecoveryMinutes = 31 };

        Assert.That(FailedChecks(outcome), Is.EqualTo(new[] { "drill_status", "drill_recovery_time" }));
    }

    [TestCase(0, ExpectedResult = null)]
    [TestCase(1, ExpectedResult = "drill.not_yet_executed")]
    public string? A_drill_ahead_of_the_clock_is_believed_up_to_the_tolerance(int ticks)
    {
        var outcome = GivenDrills.AnOutcome(Noon + Drill.ClockTolerance + TimeSpan.FromTicks(ticks));

        return Drill.Record(GivenDrills.Workspace, outcome, GivenDrills.Dana, Noon).Refusal?.Code;
    }

    [Test]
    public void An_instant_told_in_another_offset_is_kept_in_utc()
    {
        var drill = Recorded(GivenDrills.AnOutcome(Noon.ToOffset(TimeSpan.FromHours(2))));

        Assert.That(drill.ExecutedAt.Offset, Is.EqualTo(TimeSpan.Zero));
        Assert.That(drill.ExecutedAt, Is.EqualTo(Noon));
    }

    [Test]
    public void The_evidence_of_a_drill_says_whether_it_passed_and_what_failed()
    {
        var drill = Recorded(GivenDrills.AnOutcome(Noon) with { FallbackVerified = false });

        Assert.That(drill.Evidence.Kind, Is.EqualTo(WireNames.DrillKind));
        Assert.That(drill.Evidence.ResourceId, Does.Match("^gordrill-[0-9a-f]{32}$"));
        Assert.That(drill.Evidence.Summary["passed"], Is.False);
        Assert.That(drill.Evidence.Summary["status"], Is.EqualTo("pass"));
        Assert.That(drill.Evidence.Summary["failed_checks"], Is.EqualTo(new[] { "drill_fallback" }));
    }

    [Test]
    public void The_latest_drill_and_the_latest_passing_drill_are_found_in_any_order()
    {
        var early = GivenDrills.APassingDrill(Noon.AddDays(-20));
        var passing = GivenDrills.APassingDrill(Noon.AddDays(-10));
        var failing = GivenDrills.AFailingDrill(Noon);

        Assert.That(LatestDrills.Among([early, failing, passing]), Is.EqualTo(new LatestDrills(failing, passing)));
        Assert.That(LatestDrills.Among([]), Is.EqualTo(LatestDrills.None));
    }

    private static Drill Recorded(DrillOutcome outcome) =>
        Drill.Record(GivenDrills.Workspace, outcome, GivenDrills.Dana, Noon).Value;

    private static IEnumerable<string> FailedChecks(DrillOutcome outcome)
    {
        var drill = Recorded(outcome);
        Assert.That(drill.Passed, Is.False);
        return drill.Checks().Where(check => !check.IsPassed()).Select(check => check.Id);
    }
}
