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
