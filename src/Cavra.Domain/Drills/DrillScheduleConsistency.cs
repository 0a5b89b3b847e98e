using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Drills;

/// <summary>The rules between members of a schedule document; the shape of each member is the validator's.</summary>
internal static class DrillScheduleConsistency
{
    /// <summary>The first rule that the terms break; null when they break none.</summary>
    public static Refusal? RefusalOf(DrillScheduleTerms terms)
    {
        if (HasDuplicate(terms.Owners))
        {
            return DrillScheduleRefusals.DuplicateOwner;
        }

        if (HasDuplicate(terms.NotificationProviders))
        {
            return DrillScheduleRefusals.DuplicateProvider;
        }

        if (!AreOwnersOnce(terms.OwnerRoutes.Select(route => route.Owner), terms.Owners))
        {
            return DrillScheduleRefusals.UnknownRouteOwner;
        }

        if (!AreOwnersOnce(terms.OwnerCalendars.Select(calendar => calendar.Owner), terms.Owners))
        {
            return DrillScheduleRefusals.UnknownCalendarOwner;
        }

        if (HasDuplicate(terms.MaintenanceWindows.Select(window => window.WindowId)))
        {
            return DrillScheduleRefusals.DuplicateWindow;
        }

        if (terms.MaintenanceWindows.Any(window => window.EndAt < window.StartAt))
        {
            return DrillScheduleRefusals.WindowEndsBeforeItStarts;
        }

        var absences = terms.OwnerCalendars.SelectMany(calendar => calendar.UnavailableWindows);

        return absences.Any(window => window.EndAt < window.StartAt)
            ? DrillScheduleRefusals.AbsenceEndsBeforeItStarts
            : null;
    }

    private static bool AreOwnersOnce(IEnumerable<string> named, IReadOnlyList<string> owners)
    {
        var names = named.ToList();

        return !HasDuplicate(names) && names.All(owners.Contains);
    }

    private static bool HasDuplicate(IEnumerable<string> names) => names.CountBy(name => name).Any(group => group.Value > 1);
}

public static class DrillScheduleRefusals
{
    public static readonly Refusal NotFound =
        new(RefusalKind.NotFound, "drill_schedule.not_found", "There is no such drill schedule.");

    public static readonly Refusal DuplicateOwner =
        Invalid("duplicate_owner", "/owners", "Each owner may be named once.");

    public static readonly Refusal DuplicateProvider =
        Invalid("duplicate_provider", "/notification_providers", "Each notification provider may be named once.");

    public static readonly Refusal UnknownRouteOwner =
        Invalid("unknown_route_owner", "/owner_routes",
            "A route may only be given for an owner of the schedule, and only one.");

    public static readonly Refusal UnknownCalendarOwner =
        Invalid("unknown_calendar_owner", "/owner_calendars",
            "A calendar may only be given for an owner of the schedule, and only one.");

    public static readonly Refusal DuplicateWindow =
        Invalid("duplicate_window", "/maintenance_windows", "Each maintenance window needs an id of its own.");

    public static readonly Refusal WindowEndsBeforeItStarts =
        Invalid("window_ends_before_it_starts", "/maintenance_windows", "A maintenance window may not end before it starts.");

    public static readonly Refusal AbsenceEndsBeforeItStarts =
        Invalid("absence_ends_before_it_starts", "/owner_calendars", "An unavailable window may not end before it starts.");

    private static Refusal Invalid(string reason, string member, string message) =>
        new(RefusalKind.Invalid, $"drill_schedule.{reason}", message)
        {
            Errors = new Dictionary<string, string[]> { [member] = [message] },
        };
}
