using Cavra.Application.Wire;
using Cavra.Domain.Drills;
using Cavra.Domain.Evidence;

namespace Cavra.Application.Drills;

/// <summary>A drill schedule as people write it: the body that is put, and an entry of the file that is imported.</summary>
/// <param name="IntervalDays">Days from a passing drill to the next due one, 1 to 3,650.</param>
/// <param name="Owners">Those who answer for the drill, at least one.</param>
/// <param name="NotificationProviders">Connectors, or their vendors, that are notified.</param>
/// <param name="RunbookRef">Reference to the runbook, at most 200 characters.</param>
/// <param name="ScheduleId">Name of the schedule; where the path names it too, the path counts.</param>
/// <param name="SchemaVersion">Version of the document, if it says one.</param>
/// <param name="Environment">The environment the drill is for; production where it is left out.</param>
/// <param name="Status">Whether the schedule is in force.</param>
/// <param name="NextDueAt">When the next drill is due; the last passing drill and the interval decide where it is left out.</param>
/// <param name="OwnerRoutes">How single owners are told, by owner.</param>
/// <param name="MaintenanceWindows">Times in which nobody is notified.</param>
/// <param name="OwnerCalendars">When single owners are not there, by owner.</param>
/// <param name="Product">Not looked at: a schedule that was read can be put back as it is.</param>
/// <param name="Id">Not looked at, as the product.</param>
/// <param name="CreatedAt">Not looked at, as the product.</param>
/// <param name="ChangedAt">Not looked at, as the product.</param>
/// <param name="ChangedBy">Not looked at, as the product: who changes it, the credential says.</param>
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
    IReadOnlyDictionary<string, DrillScheduleDocument.OwnerCalendarBody>? OwnerCalendars = null,
    string? Product = null,
    string? Id = null,
    DateTimeOffset? CreatedAt = null,
    DateTimeOffset? ChangedAt = null,
    string? ChangedBy = null)
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

    /// <summary>How one owner is told, as requests give it.</summary>
    /// <param name="Providers">Connectors or vendors that this owner is told by; those of the schedule where it is left out.</param>
    /// <param name="AcknowledgementMinutes">Minutes in which this owner's answer is due, 1 to 43,200; the policy's where it is left
    /// out.</param>
    /// <param name="EscalationOwner">Who is told when this owner does not answer in time.</param>
    public sealed record OwnerRouteBody(
        IReadOnlyList<string>? Providers = null, Optional<int> AcknowledgementMinutes = default, string? EscalationOwner = null)
    {
        public OwnerRouteDraft ToDraft() => new(Names(Providers), AcknowledgementMinutes.OrNull, Name(EscalationOwner));
    }

    /// <summary>A time in which nobody is notified, as requests give it.</summary>
    /// <param name="WindowId">Name of the window, unique within the schedule.</param>
    /// <param name="StartAt">First instant.</param>
    /// <param name="EndAt">Last instant.</param>
    /// <param name="Reason">Public-safe text why.</param>
    /// <param name="ScheduleIds">Schedules it is for; empty for all.</param>
    /// <param name="Providers">Connectors or vendors it is for; empty for all.</param>
    /// <param name="Owners">Owners it is for; empty for all.</param>
    public sealed record MaintenanceWindowBody(
        string WindowId, DateTimeOffset StartAt, DateTimeOffset EndAt, string Reason = "", IReadOnlyList<string>? ScheduleIds = null,
        IReadOnlyList<string>? Providers = null, IReadOnlyList<string>? Owners = null);

    /// <summary>When an owner is not there, as requests give it.</summary>
    /// <param name="UnavailableWindows">Times in which the owner is not there, bounds included.</param>
    public sealed record OwnerCalendarBody(IReadOnlyList<AbsenceBody> UnavailableWindows);

    /// <summary>A time in which an owner is not there, as requests give it.</summary>
    /// <param name="StartAt">First instant.</param>
    /// <param name="EndAt">Last instant.</param>
    /// <param name="Reason">Public-safe text why the owner is not there.</param>
    public sealed record AbsenceBody(DateTimeOffset StartAt, DateTimeOffset EndAt, string Reason = "");
}
