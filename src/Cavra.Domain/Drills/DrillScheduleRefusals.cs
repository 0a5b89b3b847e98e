using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Drills;

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
