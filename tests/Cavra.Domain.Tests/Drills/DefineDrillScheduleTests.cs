using Cavra.Domain.Abstractions;
using Cavra.Domain.Drills;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.Tests.Drills;

public sealed class DefineDrillScheduleTests
{
    private static readonly DateTimeOffset Noon = GivenDrills.Noon;

    [Test]
    public void A_schedule_says_what_it_was_defined_with_and_by_whom()
    {
        var terms = GivenDrills.Terms() with
        {
            Status = DrillScheduleStatus.Paused,
            NextDueAt = Noon,
            MaintenanceWindows = [AWindow("freeze", Noon, Noon)],
            OwnerCalendars = [ACalendar("platform-oncall", Noon, Noon)],
        };

        var schedule = GivenDrills.ASchedule(terms);

        Assert.That(schedule.Terms(), Is.EqualTo(terms));
        Assert.That(schedule.IsActive, Is.False);
        Assert.That((schedule.DefinedAt, schedule.ChangedAt), Is.EqualTo((Noon, Noon)));
        Assert.That((schedule.ChangedBy, schedule.ChangedBySubject), Is.EqualTo(("dana@example.com", "key-1")));
    }

    [Test]
    public void Redefining_replaces_everything_and_keeps_when_it_was_first_defined()
    {
        var schedule = GivenDrills.ASchedule(GivenDrills.Terms());
        var terms = GivenDrills.Terms() with { IntervalDays = 7, OwnerRoutes = [], Owners = ["someone"] };

        Assert.That(schedule.Redefine(terms, GivenDrills.Dana, Noon.AddDays(1)), Is.EqualTo(Result.Done));

        Assert.That(schedule.Terms(), Is.EqualTo(terms));
        Assert.That((schedule.DefinedAt, schedule.ChangedAt), Is.EqualTo((Noon, Noon.AddDays(1))));
    }

    [Test]
    public void A_refused_redefinition_changes_nothing()
    {
        var terms = GivenDrills.Terms();
        var schedule = GivenDrills.ASchedule(terms);

        var result = schedule.Redefine(terms with { IntervalDays = 7, Owners = ["a", "a"] }, GivenDrills.Dana, Noon.AddDays(1));

        Assert.That(result.Refusal, Is.EqualTo(DrillScheduleRefusals.DuplicateOwner));
        Assert.That(schedule.Terms(), Is.EqualTo(terms));
        Assert.That(schedule.ChangedAt, Is.EqualTo(Noon));
    }

    [Test]
    public void A_provider_named_twice_is_refused() =>
        AssertRefused(GivenDrills.Terms() with { NotificationProviders = ["webhook", "webhook"] },
            DrillScheduleRefusals.DuplicateProvider);

    [Test]
    public void A_route_for_an_unknown_owner_is_refused() =>
        AssertRefused(GivenDrills.Terms() with { OwnerRoutes = [new OwnerRoute("stranger", [], null, null)] },
            DrillScheduleRefusals.UnknownRouteOwner);

    [Test]
    public void A_second_route_for_an_owner_is_refused()
    {
        var route = new OwnerRoute("platform-oncall", [], null, null);

        AssertRefused(GivenDrills.Terms() with { OwnerRoutes = [route, route] }, DrillScheduleRefusals.UnknownRouteOwner);
    }

    [Test]
    public void A_calendar_for_an_unknown_owner_is_refused() =>
        AssertRefused(GivenDrills.Terms() with { OwnerCalendars = [ACalendar("stranger", Noon, Noon)] },
            DrillScheduleRefusals.UnknownCalendarOwner);

    [Test]
    public void Two_windows_of_one_id_are_refused()
    {
        var window = AWindow("freeze", Noon, Noon);

        AssertRefused(GivenDrills.Terms() with { MaintenanceWindows = [window, window] }, DrillScheduleRefusals.DuplicateWindow);
    }

    [Test]
    public void A_window_that_ends_before_it_starts_is_refused() =>
        AssertRefused(GivenDrills.Terms() with { MaintenanceWindows = [AWindow("freeze", Noon, Noon.AddTicks(-1))] },
            DrillScheduleRefusals.WindowEndsBeforeItStarts);

    [Test]
    public void An_absence_that_ends_before_it_starts_is_refused() =>
        AssertRefused(GivenDrills.Terms() with { OwnerCalendars = [ACalendar("platform-oncall", Noon, Noon.AddTicks(-1))] },
            DrillScheduleRefusals.AbsenceEndsBeforeItStarts);

    [Test]
    public void A_refusal_points_at_the_member_that_breaks_the_rule() =>
        Assert.That(DrillScheduleRefusals.WindowEndsBeforeItStarts.Errors.Keys, Is.EqualTo(new[] { "/maintenance_windows" }));

    [Test]
    public void Terms_read_twice_from_one_document_say_the_same_and_any_change_is_told()
    {
        var terms = GivenDrills.Terms();

        Assert.That(terms.SaysTheSameAs(GivenDrills.Terms()), Is.True);
        Assert.That(terms.SaysTheSameAs(terms with { IntervalDays = 31 }), Is.False);
        Assert.That(terms.SaysTheSameAs(terms with { OwnerRoutes = [terms.OwnerRoutes[0]] }), Is.False);
    }

    [Test]
    public void The_evidence_of_a_schedule_names_it()
    {
        var evidence = GivenDrills.ASchedule(GivenDrills.Terms()).Evidence;

        Assert.That((evidence.Kind, evidence.ResourceId), Is.EqualTo((WireNames.DrillScheduleKind, "go_backend_production")));
        Assert.That(evidence.Summary["schedule_id"], Is.EqualTo("go_backend_production"));
        Assert.That(evidence.Summary["status"], Is.EqualTo("active"));
    }

    private static MaintenanceWindow AWindow(string id, DateTimeOffset start, DateTimeOffset end) =>
        new(id, start, end, "change freeze", [], [], []);

    private static OwnerCalendar ACalendar(string owner, DateTimeOffset start, DateTimeOffset end) =>
        new(owner, [new UnavailableWindow(start, end, "away")]);

    private static void AssertRefused(DrillScheduleTerms terms, Refusal refusal)
    {
        var result = DrillSchedule.Define(GivenDrills.Workspace, "go_backend_production", terms, GivenDrills.Dana, Noon);

        Assert.That(result.Refusal, Is.EqualTo(refusal));
    }
}
