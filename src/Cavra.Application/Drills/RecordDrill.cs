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

public sealed record DrillAnswer(DrillView Drill, MetadataItem Metadata, ActorView Actor);

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
