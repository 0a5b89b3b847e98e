using Cavra.Application.Wire;
using Cavra.Domain.Drills;
using Cavra.Domain.Evidence;

namespace Cavra.Application.Drills;

/// <summary>A drill schedule as people write it: the body that is put, and an entry of the file that is imported.</summary>
public sealed record DrillScheduleDocument(
    int IntervalDays,
    IReadOnlyList<string> Owners,
    IReadOnlyList<string> NotificationProviders,
    string RunbookRef,
    string? ScheduleId = null,
    string? SchemaVersion = null,
    string Environment = DrillScheduleDocument.DefaultEnvironment,
    DrillScheduleStatus Status = DrillScheduleStatus.Active,
    DateTimeOffset? NextDueAt = null,
    IReadOnlyDictionary<string, DrillScheduleDocument.OwnerRouteBody>? OwnerRoutes = null,
    IReadOnlyList<DrillScheduleDocument.MaintenanceWindowBody>? MaintenanceWindows = null,
    IReadOnlyDictionary<string, DrillScheduleDocument.OwnerCalendarBody>? OwnerCalendars = null)
{
    /// <summary>The environment of a document that names none.</summary>
    public const string DefaultEnvironment = "production";

    /// <summary>The command that makes it so.</summary>
    /// <param name="name">What the address calls the schedule; null where the document's own name counts.</param>
    /// <param name="ifMatch">The version the caller decided on; null when it names none.</param>
    public DefineDrillSchedule ToCommand(string? name = null, string? ifMatch = null) => new()
    {
        ScheduleId = Name(name ?? ScheduleId),
        StatedId = Name(ScheduleId),
        SchemaVersion = SchemaVersion,
        Environment = new Name(Environment),
        Status = Status,
        IntervalDays = IntervalDays,
        NextDueAt = NextDueAt,
        Owners = Names(Owners),
        NotificationProviders = Names(NotificationProviders),
        OwnerRoutes = (OwnerRoutes ?? new Dictionary<string, OwnerRouteBody>()).ToDictionary(
            route => route.Key, route => route.Value.ToDraft()),
        MaintenanceWindows =
        [
            .. (MaintenanceWindows ?? []).Select(window => new MaintenanceWindowDraft(
                new Name(window.WindowId), window.StartAt, window.EndAt, FreeText.Raw(window.Reason), Names(window.ScheduleIds),
                Names(window.Providers), Names(window.Owners))),
        ],
        OwnerCalendars = (OwnerCalendars ?? new Dictionary<string, OwnerCalendarBody>()).ToDictionary(
            calendar => calendar.Key,
            calendar => new OwnerCalendarDraft(
            [
                .. calendar.Value.UnavailableWindows.Select(absence =>
                    new AbsenceDraft(absence.StartAt, absence.EndAt, FreeText.Raw(absence.Reason))),
            ])),
        RunbookRef = FreeText.Raw(RunbookRef),
        IfMatch = ifMatch,
    };

    private static Name? Name(string? text) => text is null ? null : new Name(text);

    private static List<Name> Names(IReadOnlyList<string>? texts) => [.. (texts ?? []).Select(text => new Name(text))];

    public sealed record OwnerRouteBody(
        IReadOnlyList<string>? Providers = null, Optional<int> AcknowledgementMinutes = default, string? EscalationOwner = null)
    {
        public OwnerRouteDraft ToDraft() => new(Names(Providers), AcknowledgementMinutes.OrNull, Name(EscalationOwner));
    }

    public sealed record MaintenanceWindowBody(
        string WindowId, DateTimeOffset StartAt, DateTimeOffset EndAt, string Reason = "", IReadOnlyList<string>? ScheduleIds = null,
        IReadOnlyList<string>? Providers = null, IReadOnlyList<string>? Owners = null);

    public sealed record OwnerCalendarBody(IReadOnlyList<AbsenceBody> UnavailableWindows);

    public sealed record AbsenceBody(DateTimeOffset StartAt, DateTimeOffset EndAt, string Reason = "");
}
