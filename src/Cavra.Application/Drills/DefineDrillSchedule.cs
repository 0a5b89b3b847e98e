using Cavra.Application.Access;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Drills;
using Cavra.Domain.Evidence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Drills;

/// <summary>Defines a drill schedule, or replaces what one says, whole.</summary>
public sealed record DefineDrillSchedule : ICommand<DrillScheduleAnswer>
{
    public static Permission Permission => Permissions.SchedulesWrite;

    public required Name? ScheduleId { get; init; }

    /// <summary>What the document calls itself; null when it leaves that to its address.</summary>
    public required Name? StatedId { get; init; }

    public required string? SchemaVersion { get; init; }

    public required Name Environment { get; init; }

    public required DrillScheduleStatus Status { get; init; }

    public required int IntervalDays { get; init; }

    public required DateTimeOffset? NextDueAt { get; init; }

    public required IReadOnlyList<Name> Owners { get; init; }

    public required IReadOnlyList<Name> NotificationProviders { get; init; }

    /// <summary>By owner.</summary>
    public required IReadOnlyDictionary<string, OwnerRouteDraft> OwnerRoutes { get; init; }

    public required IReadOnlyList<MaintenanceWindowDraft> MaintenanceWindows { get; init; }

    /// <summary>By owner.</summary>
    public required IReadOnlyDictionary<string, OwnerCalendarDraft> OwnerCalendars { get; init; }

    public required FreeText RunbookRef { get; init; }

    /// <summary>The version the caller decided on; null when it names none.</summary>
    public required string? IfMatch { get; init; }
}

public sealed record OwnerRouteDraft(IReadOnlyList<Name> Providers, int? AcknowledgementMinutes, Name? EscalationOwner);

public sealed record MaintenanceWindowDraft(
    Name WindowId, DateTimeOffset StartAt, DateTimeOffset EndAt, FreeText Reason, IReadOnlyList<Name> ScheduleIds,
    IReadOnlyList<Name> Providers, IReadOnlyList<Name> Owners);

public sealed record OwnerCalendarDraft(IReadOnlyList<AbsenceDraft> UnavailableWindows);

public sealed record AbsenceDraft(DateTimeOffset StartAt, DateTimeOffset EndAt, FreeText Reason);

/// <summary>What defining a drill schedule is answered with.</summary>
/// <param name="Schedule">The schedule as it is from now on.</param>
/// <param name="Metadata">Public view of the evidence entry that proves it.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
public sealed record DrillScheduleAnswer(DrillScheduleView Schedule, MetadataItem Metadata, ActorView Actor) : IVersioned, IAddressable
{
    /// <summary>Whether there was no schedule of that name before.</summary>
    internal bool IsNew { get; init; }

    string? IVersioned.ETag => Schedule.Version();

    string? IAddressable.Location => IsNew ? $"{ContractPaths.Runtime}/rollback-drill-schedules/{Uri.EscapeDataString(Schedule.ScheduleId)}" : null;
}

internal sealed class DefineDrillScheduleHandler(ICavraDbContext db, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<DefineDrillSchedule, Result<DrillScheduleAnswer>>
{
    public async Task<Result<DrillScheduleAnswer>> Handle(DefineDrillSchedule command, CancellationToken cancellationToken)
    {
        var name = command.ScheduleId!.Value;
        var existing = await db.DrillSchedules.SingleOrDefaultAsync(schedule => schedule.ScheduleId == name, cancellationToken);
        var before = existing is null ? null : DrillScheduleView.Of(existing);
        if (RefusalOf(command.IfMatch, before) is { } outdated)
        {
            return outdated;
        }

        var defined = command.ApplyTo(existing, call.Caller, clock.GetUtcNow());
        if (defined.Refusal is { } refusal)
        {
            return refusal;
        }

        if (existing is null)
        {
            db.DrillSchedules.Add(defined.Value);
        }

        var view = DrillScheduleView.Of(defined.Value);
        return new DrillScheduleAnswer(view, journal.Prove(defined.Value, view, before), ActorView.Of(call.Caller))
        {
            IsNew = existing is null,
        };
    }

    // A new schedule has no version to name; naming one means that the caller believed in one.
    private static Refusal? RefusalOf(string? ifMatch, DrillScheduleView? before) => (ifMatch, before) switch
    {
        (null, null) => null,
        (null, _) => CommonRefusals.VersionMissing,
        (_, null) => CommonRefusals.StaleVersion,
        _ => VersionMatch.Names(ifMatch, before.Version()) ? null : CommonRefusals.StaleVersion,
    };
}
