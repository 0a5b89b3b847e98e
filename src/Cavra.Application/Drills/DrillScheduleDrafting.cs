using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Drills;
using Cavra.Domain.Evidence;

namespace Cavra.Application.Drills;

/// <summary>Makes the domain's schedule of a command that has passed the redactor.</summary>
internal static class DrillScheduleDrafting
{
    /// <summary>Replaces what the existing schedule says, or makes a new one.</summary>
    public static Result<DrillSchedule> ApplyTo(
        this DefineDrillSchedule command, DrillSchedule? existing, Caller by, DateTimeOffset now)
    {
        if (existing is null)
        {
            return DrillSchedule.Define(by.Workspace, command.ScheduleId!.Value, command.Terms(), by.Actor, now);
        }

        var redefined = existing.Redefine(command.Terms(), by.Actor, now);

        return redefined.Refusal is { } refusal ? refusal : existing;
    }

    public static DrillScheduleTerms Terms(this DefineDrillSchedule command) => new()
    {
        Environment = command.Environment.Value,
        Status = command.Status,
        IntervalDays = command.IntervalDays,
        NextDueAt = command.NextDueAt,
        Owners = Texts(command.Owners),
        NotificationProviders = Texts(command.NotificationProviders),
        OwnerRoutes =
        [
            .. command.OwnerRoutes.Select(route => new OwnerRoute(
                route.Key, Texts(route.Value.Providers), route.Value.AcknowledgementMinutes, route.Value.EscalationOwner?.Value)),
        ],
        MaintenanceWindows =
        [
            .. command.MaintenanceWindows.Select(window => new MaintenanceWindow(
                window.WindowId.Value, window.StartAt, window.EndAt, window.Reason.Value, Texts(window.ScheduleIds),
                Texts(window.Providers), Texts(window.Owners))),
        ],
        OwnerCalendars =
        [
            .. command.OwnerCalendars.Select(calendar => new OwnerCalendar(
                calendar.Key,
                [
                    .. calendar.Value.UnavailableWindows.Select(absence =>
                        new UnavailableWindow(absence.StartAt, absence.EndAt, absence.Reason.Value)),
                ])),
        ],
        RunbookRef = command.RunbookRef.Value,
    };

    private static List<string> Texts(IReadOnlyList<Name> names) => [.. names.Select(name => name.Value)];
}
