using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.Drills;

/// <summary>How often a rollback drill must run for an environment, whom to tell, and when not to.</summary>
public sealed class DrillSchedule : IEvidenced
{
    public const int MaxIntervalDays = 3_650;

    /// <summary>The longest time an owner may be given to answer, in minutes: 30 days.</summary>
    public const int MaxAcknowledgementMinutes = 43_200;

    private DrillSchedule()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required DrillScheduleRecordId Id { get; init; }

    /// <summary>The schedule's own name, unique within the workspace.</summary>
    public required string ScheduleId { get; init; }

    public string Environment { get; private set; } = "";

    public DrillScheduleStatus Status { get; private set; }

    public int IntervalDays { get; private set; }

    /// <summary>The due date as the document states it; see <see cref="DueAt"/> for the one that holds.</summary>
    public DateTimeOffset? NextDueAt { get; private set; }

    /// <summary>Since when the document states this due date; stating the same one again does not renew it.</summary>
    public DateTimeOffset DueDateStatedAt { get; private set; }

    public IReadOnlyList<string> Owners { get; private set; } = [];

    public IReadOnlyList<string> NotificationProviders { get; private set; } = [];

    public IReadOnlyList<OwnerRoute> OwnerRoutes { get; private set; } = [];

    public IReadOnlyList<MaintenanceWindow> MaintenanceWindows { get; private set; } = [];

    public IReadOnlyList<OwnerCalendar> OwnerCalendars { get; private set; } = [];

    public string RunbookRef { get; private set; } = "";

    public required DateTimeOffset DefinedAt { get; init; }

    public DateTimeOffset ChangedAt { get; private set; }

    public string ChangedBy { get; private set; } = "";

    public string ChangedBySubject { get; private set; } = "";

    public bool IsActive => Status is DrillScheduleStatus.Active;

    public EvidenceFacts Evidence =>
        new(WireNames.DrillScheduleKind, "drill schedule", ScheduleId, new Dictionary<string, object?>
        {
            ["schedule_id"] = ScheduleId,
            ["environment"] = Environment,
            ["status"] = WireName.Of(Status),
            ["interval_days"] = IntervalDays,
            ["next_due_at"] = NextDueAt,
            ["owners"] = Owners,
            ["providers"] = NotificationProviders,
            ["maintenance_window_ids"] = MaintenanceWindows.Select(window => window.WindowId).ToList(),
            ["runbook_ref"] = RunbookRef,
        });

    public static Result<DrillSchedule> Define(
        WorkspaceId workspace, string scheduleId, DrillScheduleTerms terms, Actor by, DateTimeOffset now)
    {
        var schedule = new DrillSchedule
        {
            WorkspaceId = workspace,
            Id = Ids.New<DrillScheduleRecordId>(now),
            ScheduleId = scheduleId,
            DefinedAt = now,
            DueDateStatedAt = now,
        };
        var result = schedule.Redefine(terms, by, now);

        return result.Refusal is { } refusal ? refusal : schedule;
    }

    /// <summary>Replaces what the schedule says, whole.</summary>
    public Result Redefine(DrillScheduleTerms terms, Actor by, DateTimeOffset now)
    {
        if (DrillScheduleConsistency.RefusalOf(terms) is { } refusal)
        {
            return refusal;
        }

        if (NextDueAt != terms.NextDueAt)
        {
            DueDateStatedAt = now;
        }

        Environment = terms.Environment;
        Status = terms.Status;
        IntervalDays = terms.IntervalDays;
        NextDueAt = terms.NextDueAt?.ToUniversalTime();
        Owners = terms.Owners;
        NotificationProviders = terms.NotificationProviders;
        OwnerRoutes = terms.OwnerRoutes;
        MaintenanceWindows = terms.MaintenanceWindows;
        OwnerCalendars = terms.OwnerCalendars;
        RunbookRef = terms.RunbookRef;
        (ChangedAt, ChangedBy, ChangedBySubject) = (now, by.Display, by.Subject);
        return Result.Done;
    }

    /// <summary>What the schedule says now, in the form it is defined in.</summary>
    public DrillScheduleTerms Terms() => new()
    {
        Environment = Environment,
        Status = Status,
        IntervalDays = IntervalDays,
        NextDueAt = NextDueAt,
        Owners = Owners,
        NotificationProviders = NotificationProviders,
        OwnerRoutes = OwnerRoutes,
        MaintenanceWindows = MaintenanceWindows,
        OwnerCalendars = OwnerCalendars,
        RunbookRef = RunbookRef,
    };

    /// <summary>When the next drill is due: the stated date, else the latest passing drill's plus the interval.</summary>
    /// <remarks>
    /// A passing drill that was recorded after the date was stated moves it, but never to an earlier one. Null when no date
    /// is stated and no drill has passed: then a drill is owed at once.
    /// </remarks>
    public DateTimeOffset? DueAt(Drill? latestPassing)
    {
        var earned = latestPassing?.ExecutedAt.AddDays(IntervalDays);
        var isMoved = latestPassing?.RecordedAt > DueDateStatedAt && earned > NextDueAt;

        return NextDueAt is null || isMoved ? earned : NextDueAt;
    }

    /// <summary>The route stated for an owner; one that states nothing when there is none.</summary>
    public OwnerRoute RouteOf(string owner) =>
        OwnerRoutes.FirstOrDefault(route => route.Owner == owner) ?? new OwnerRoute(owner, [], null, null);

    /// <summary>The connectors or providers by which an owner is told.</summary>
    public IReadOnlyList<string> ProvidersOf(string owner) =>
        RouteOf(owner).Providers is { Count: > 0 } stated ? stated : NotificationProviders;

    /// <summary>Whether the owner's calendar says that the owner is not there.</summary>
    public bool IsUnavailable(string owner, DateTimeOffset now) =>
        OwnerCalendars.Any(calendar => calendar.Owner == owner && calendar.IsUnavailable(now));
}
