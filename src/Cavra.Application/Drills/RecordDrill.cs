using Cavra.Application.Access;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Drills;
using Cavra.Domain.Evidence;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Drills;

/// <summary>Records an executed rollback drill; one that passes moves the due date of its environment's schedules.</summary>
public sealed record RecordDrill(
    Name Environment, Name DrillId, DateTimeOffset ExecutedAt, Name TargetMode, DrillStatus Status, bool FallbackVerified,
    decimal RecoveryMinutes, decimal MaxRecoveryMinutes, FreeText RunbookRef, IReadOnlyList<FreeText> EvidenceRefs)
    : ICommand<DrillAnswer>
{
    public static Permission Permission => Permissions.DrillsRecord;

    internal DrillOutcome Outcome() => new()
    {
        Environment = Environment.Value,
        DrillId = DrillId.Value,
        ExecutedAt = ExecutedAt,
        TargetMode = TargetMode.Value,
        Status = Status,
        FallbackVerified = FallbackVerified,
        RecoveryMinutes = RecoveryMinutes,
        MaxRecoveryMinutes = MaxRecoveryMinutes,
        RunbookRef = RunbookRef.Value,
        EvidenceRefs = [.. EvidenceRefs.Select(reference => reference.Value)],
    };
}

/// <summary>What recording a drill is answered with.</summary>
/// <param name="Drill">The drill as it was recorded, with what was checked.</param>
/// <param name="Metadata">Public view of the evidence entry that proves it.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
public sealed record DrillAnswer(DrillView Drill, MetadataItem Metadata, ActorView Actor);

/// <summary>A recorded drill with what was checked.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="Id">Id of the record.</param>
/// <param name="Environment">The environment the drill is for, such as production.</param>
/// <param name="DrillId">Name of the drill as whoever ran it calls it.</param>
/// <param name="ExecutedAt">When the drill was run.</param>
/// <param name="TargetMode">Mode the target was in at the end of the drill; only disabled passes.</param>
/// <param name="Status">How whoever ran the drill judges it.</param>
/// <param name="FallbackVerified">Whether the fallback was seen to work.</param>
/// <param name="RecoveryMinutes">Minutes that recovery took.</param>
/// <param name="MaxRecoveryMinutes">Minutes that recovery may take for the drill to pass.</param>
/// <param name="RunbookRef">Reference to the runbook, at most 200 characters.</param>
/// <param name="EvidenceRefs">References to what proves the drill elsewhere, at most 50.</param>
/// <param name="Passed">Whether the drill passes: status, target mode, fallback and recovery time together.</param>
/// <param name="Checks">Which conditions of a passing drill hold.</param>
/// <param name="RecordedAt">When it was recorded here.</param>
/// <param name="RecordedBy">Who recorded it, by the credential's name.</param>
public sealed record DrillView(
    string SchemaVersion, string Product, DrillRecordId Id, string Environment, string DrillId, DateTimeOffset ExecutedAt,
    string TargetMode, DrillStatus Status, bool FallbackVerified, decimal RecoveryMinutes, decimal MaxRecoveryMinutes,
    string RunbookRef, IReadOnlyList<string> EvidenceRefs, bool Passed, IReadOnlyList<Check> Checks, DateTimeOffset RecordedAt,
    string RecordedBy)
{
    public static DrillView Of(Drill drill) => new(
        WireNames.DrillHistorySchema, WireNames.Product, drill.Id, drill.Environment, drill.DrillId, drill.ExecutedAt,
        drill.TargetMode, drill.Status, drill.FallbackVerified, drill.RecoveryMinutes, drill.MaxRecoveryMinutes, drill.RunbookRef,
        drill.EvidenceRefs, drill.Passed, drill.Checks(), drill.RecordedAt, drill.RecordedBy);
}

internal sealed class RecordDrillValidator : AbstractValidator<RecordDrill>
{
    /// <summary>A year: nothing that recovers takes longer, and it fits any store.</summary>
    private const decimal MostMinutes = 525_600;

    private const int MostReferences = 50;

    public RecordDrillValidator()
    {
        RuleFor(command => command.Environment).IsName();
        RuleFor(command => command.DrillId).IsName();
        RuleFor(command => command.TargetMode).IsName();
        RuleFor(command => command.RecoveryMinutes).InclusiveBetween(0, MostMinutes).WithMessage($"0 to {MostMinutes}.");
        RuleFor(command => command.MaxRecoveryMinutes).InclusiveBetween(0, MostMinutes).WithMessage($"0 to {MostMinutes}.");
        RuleFor(command => command.RunbookRef).IsReference();
        RuleFor(command => command.EvidenceRefs)
            .Must(references => references.Count <= MostReferences).WithMessage($"At most {MostReferences}.");
        RuleForEach(command => command.EvidenceRefs).IsReference();
    }
}

internal sealed class RecordDrillHandler(ICavraDbContext db, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<RecordDrill, Result<DrillAnswer>>
{
    public async Task<Result<DrillAnswer>> Handle(RecordDrill command, CancellationToken cancellationToken)
    {
        var outcome = command.Outcome();
        var isKnown = await db.Drills.AnyAsync(
            drill => drill.Environment == outcome.Environment && drill.DrillId == outcome.DrillId, cancellationToken);
        if (isKnown)
        {
            return DrillRefusals.AlreadyRecorded;
        }

        var recorded = Drill.Record(call.Workspace, outcome, call.Caller.Actor, clock.GetUtcNow());
        if (recorded.Refusal is { } refusal)
        {
            return refusal;
        }

        db.Drills.Add(recorded.Value);
        var view = DrillView.Of(recorded.Value);
        return new DrillAnswer(view, journal.Prove(recorded.Value, view), ActorView.Of(call.Caller));
    }
}
