using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Domain.Tests.WorkerRuns;

public sealed class WorkerScheduleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly WorkspaceId Workspace = Ids.New<WorkspaceId>(Noon);

    [Test]
    public void By_default_it_runs_dry_every_30_minutes()
    {
        var schedule = WorkerSchedule.Default(Workspace, Noon);

        Assert.That(schedule.Terms, Is.EqualTo(new WorkerTerms
        {
            Enabled = true,
            IntervalMinutes = 30,
            Mode = RunMode.DryRun,
            Misfire = MisfirePolicy.Skip,
        }));
        Assert.That(schedule.Terms.Check(), Is.EqualTo(Result.Done));
        Assert.That((schedule.ChangedAt, schedule.SwitchedAt), Is.EqualTo((Noon, Noon)));
    }

    [Test]
    public void New_terms_say_when_they_came_and_from_whom()
    {
        var schedule = WorkerSchedule.Default(Workspace, Noon);

        var result = schedule.Redefine(new WorkerTerms { IntervalMinutes = 10 }, "dana", Noon.AddHours(1));

        Assert.That(result, Is.EqualTo(Result.Done));
        Assert.That((schedule.ChangedAt, schedule.ChangedBy), Is.EqualTo((Noon.AddHours(1), "dana")));
        Assert.That(schedule.SwitchedAt, Is.EqualTo(Noon));
    }

    [Test]
    public void The_same_terms_again_do_not_start_the_clock_anew()
    {
        var schedule = WorkerSchedule.Default(Workspace, Noon);

        var result = schedule.Redefine(new WorkerTerms(), "dana", Noon.AddHours(1));

        Assert.That(result, Is.EqualTo(Result.Done));
        Assert.That(schedule.ChangedAt, Is.EqualTo(Noon));
    }

    [Test]
    public void Switching_it_off_is_remembered()
    {
        var schedule = WorkerSchedule.Default(Workspace, Noon);

        var result = schedule.Redefine(new WorkerTerms { Enabled = false }, "dana", Noon.AddHours(1));

        Assert.That(result, Is.EqualTo(Result.Done));
        Assert.That(schedule.SwitchedAt, Is.EqualTo(Noon.AddHours(1)));
    }

    [TestCase(0, ExpectedResult = false)]
    [TestCase(1, ExpectedResult = true)]
    [TestCase(10_080, ExpectedResult = true)]
    [TestCase(10_081, ExpectedResult = false)]
    public bool An_interval_is_from_a_minute_to_a_week(int minutes) => IsTaken(new WorkerTerms { IntervalMinutes = minutes });

    [TestCase(0, ExpectedResult = false)]
    [TestCase(1, ExpectedResult = true)]
    [TestCase(1_440, ExpectedResult = true)]
    [TestCase(1_441, ExpectedResult = false)]
    public bool Grace_is_from_a_minute_to_a_day(int minutes) => IsTaken(new WorkerTerms { GraceMinutes = minutes });

    [TestCase(0, ExpectedResult = false)]
    [TestCase(1, ExpectedResult = true)]
    [TestCase(1_440, ExpectedResult = true)]
    [TestCase(1_441, ExpectedResult = false)]
    public bool A_run_may_take_from_a_minute_to_a_day(int minutes) => IsTaken(new WorkerTerms { MaxRuntimeMinutes = minutes });

    [TestCase(null, null, ExpectedResult = false)]
    [TestCase(30, "0 * * * *", ExpectedResult = false)]
    [TestCase(null, "0 * * * *", ExpectedResult = true)]
    [TestCase(null, "", ExpectedResult = false)]
    public bool It_goes_by_either_interval_or_cron(int? minutes, string? cron) =>
        IsTaken(new WorkerTerms { IntervalMinutes = minutes, Cron = cron });

    [TestCase(0, ExpectedResult = false)]
    [TestCase(1, ExpectedResult = true)]
    [TestCase(64, ExpectedResult = true)]
    [TestCase(65, ExpectedResult = false)]
    public bool A_time_zone_has_a_name_of_bounded_length(int length) =>
        IsTaken(new WorkerTerms { TimeZone = new string('z', length) });

    [TestCase(100, ExpectedResult = true)]
    [TestCase(101, ExpectedResult = false)]
    public bool A_cron_expression_has_a_bounded_length(int length) =>
        IsTaken(new WorkerTerms { IntervalMinutes = null, Cron = new string('*', length) });

    [TestCase("env:HEARTBEAT_URL", ExpectedResult = true)]
    [TestCase("file:/run/secrets/heartbeat", ExpectedResult = true)]
    [TestCase("https://example.com/ping/secret", ExpectedResult = false)]
    [TestCase("env:https://example.com/secret", ExpectedResult = false)]
    [TestCase("env:", ExpectedResult = false)]
    public bool The_heartbeat_address_is_given_by_reference_only(string reference) =>
        IsTaken(new WorkerTerms { HeartbeatUrlRef = reference });

    [Test]
    public void A_refusal_names_every_member_that_breaks_a_rule_and_changes_nothing()
    {
        var schedule = WorkerSchedule.Default(Workspace, Noon);

        var terms = new WorkerTerms { GraceMinutes = 0, MaxRuntimeMinutes = 0 };

        var refusal = schedule.Redefine(terms, "dana", Noon.AddHours(1)).Refusal;

        Assert.That(refusal!.Errors.Keys, Is.EquivalentTo(new[] { "/grace_minutes", "/max_runtime_minutes" }));
        Assert.That(schedule.ChangedAt, Is.EqualTo(Noon));
    }

    [Test]
    public void It_is_evidence_of_its_kind()
    {
        var schedule = WorkerSchedule.Default(Workspace, Noon);

        Assert.That(schedule.Evidence.Kind, Is.EqualTo(WireNames.WorkerScheduleKind));
        Assert.That(schedule.Evidence.Summary["cadence"], Is.EqualTo("every 30 minutes"));
        Assert.That(schedule.Evidence.Summary["mode"], Is.EqualTo("dry_run"));
    }

    private static bool IsTaken(WorkerTerms terms)
    {
        var refusal = terms.Check().Refusal;
        Assert.That(refusal?.Code, Is.Null.Or.EqualTo("worker_schedule.invalid"));
        return refusal is null;
    }
}
