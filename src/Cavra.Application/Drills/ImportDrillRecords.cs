using Cavra.Application.Access;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Drills;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Drills;

/// <summary>
/// Takes in schedules and past drills that are kept in files, all at one instant: a drill from a file never counts as news to
/// the due date that the file beside it states. What is there already is left alone.
/// </summary>
public sealed record ImportDrillRecords(IReadOnlyList<DefineDrillSchedule> Schedules, IReadOnlyList<RecordDrill> Drills)
    : ICommand<ImportAnswer>
{
    public static Permission Permission => Permissions.SchedulesWrite;
}

/// <summary>What an import came to.</summary>
/// <param name="SchedulesDefined">Schedules that are new or say something else than before.</param>
/// <param name="DrillsRecorded">Drills that were not on record.</param>
/// <param name="Actor">Who imported.</param>
public sealed record ImportAnswer(int SchedulesDefined, int DrillsRecorded, ActorView Actor) : IReportsChange
{
    bool IReportsChange.IsChanged => SchedulesDefined + DrillsRecorded > 0;
}

internal sealed class ImportDrillRecordsValidator : AbstractValidator<ImportDrillRecords>
{
    public ImportDrillRecordsValidator()
    {
        RuleForEach(command => command.Schedules).SetValidator(new DefineDrillScheduleValidator());
        RuleForEach(command => command.Schedules)
            .Must((command, one) => command.Schedules.Count(other => other.ScheduleId == one.ScheduleId) == 1)
            .WithMessage("Each schedule may be given once.");
        RuleForEach(command => command.Drills).SetValidator(new RecordDrillValidator());
    }
}

internal sealed class ImportDrillRecordsHandler(ICavraDbContext db, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<ImportDrillRecords, Result<ImportAnswer>>
{
    public async Task<Result<ImportAnswer>> Handle(ImportDrillRecords command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var schedules = await DefineAsync(command.Schedules, now, cancellationToken);
        if (schedules.Refusal is { } refused)
        {
            return refused;
        }

        var drills = await RecordAsync(command.Drills, now, cancellationToken);

        return drills.Refusal is { } refusal
            ? refusal
            : new ImportAnswer(schedules.Value, drills.Value, ActorView.Of(call.Caller));
    }

    private async Task<Result<int>> DefineAsync(
        IReadOnlyList<DefineDrillSchedule> commands, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var names = commands.Select(command => command.ScheduleId!.Value).ToList();
        var known = await db.DrillSchedules.Where(schedule => names.Contains(schedule.ScheduleId))
            .ToDictionaryAsync(schedule => schedule.ScheduleId, cancellationToken);
        var defined = 0;
        foreach (var (index, command) in commands.Index())
        {
            var existing = known.GetValueOrDefault(command.ScheduleId!.Value);
            if (existing?.Terms().SaysTheSameAs(command.Terms()) is true)
            {
                continue;
            }

            var before = existing is null ? null : DrillScheduleView.Of(existing);
            var result = command.ApplyTo(existing, call.Caller, now);
            if (result.Refusal is { } refusal)
            {
                return At($"/schedules/{index}", refusal);
            }

            if (existing is null)
            {
                db.DrillSchedules.Add(result.Value);
            }

            journal.Prove(result.Value, DrillScheduleView.Of(result.Value), before);
            defined++;
        }

        return defined;
    }

    private async Task<Result<int>> RecordAsync(
        IReadOnlyList<RecordDrill> commands, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var names = commands.Select(command => command.DrillId.Value).Distinct().ToList();
        var known = (await db.Drills.Where(drill => names.Contains(drill.DrillId))
            .Select(drill => new { drill.Environment, drill.DrillId }).ToListAsync(cancellationToken))
            .Select(drill => (drill.Environment, drill.DrillId)).ToHashSet();
        var recorded = 0;
        foreach (var (index, command) in commands.Index())
        {
            if (!known.Add((command.Environment.Value, command.DrillId.Value)))
            {
                continue;
            }

            var result = Drill.Record(call.Workspace, command.Outcome(), call.Caller.Actor, now);
            if (result.Refusal is { } refusal)
            {
                return At($"/drills/{index}", refusal);
            }

            db.Drills.Add(result.Value);
            journal.Prove(result.Value, DrillView.Of(result.Value));
            recorded++;
        }

        return recorded;
    }

    private static Refusal At(string place, Refusal refusal) => refusal with
    {
        Errors = refusal.Errors.Count == 0
            ? new Dictionary<string, string[]> { [place] = [refusal.Message] }
            : refusal.Errors.ToDictionary(error => place + error.Key, error => error.Value),
    };
}
