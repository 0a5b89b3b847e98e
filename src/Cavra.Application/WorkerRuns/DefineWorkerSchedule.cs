using Cavra.Application.Access;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.WorkerRuns;
using FluentValidation;
using FluentValidation.Results;
using MediatR;

namespace Cavra.Application.WorkerRuns;

/// <summary>Decides when and how the retry worker runs from now on, in place of what was decided before.</summary>
/// <param name="Terms">The terms, but for where its heartbeat goes.</param>
/// <param name="HeartbeatUrlRef">Names where the URL lives; null for none.</param>
/// <param name="IfMatch">The version decided on.</param>
public sealed record DefineWorkerSchedule(WorkerTerms Terms, Name? HeartbeatUrlRef, string? IfMatch) : ICommand<WorkerScheduleAnswer>
{
    public static Permission Permission => Permissions.SchedulesWrite;

    /// <summary>The terms as a whole.</summary>
    internal WorkerTerms Whole => Terms with { HeartbeatUrlRef = HeartbeatUrlRef?.Value };
}

/// <summary>What deciding the worker schedule is answered with.</summary>
/// <param name="Schedule">The schedule as it is from now on.</param>
/// <param name="Metadata">Public view of the evidence entry that proves it.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
public sealed record WorkerScheduleAnswer(WorkerScheduleView Schedule, MetadataItem Metadata, ActorView Actor) : IVersioned
{
    string IVersioned.ETag => Schedule.Version;
}

internal sealed class DefineWorkerScheduleValidator : AbstractValidator<DefineWorkerSchedule>
{
    public DefineWorkerScheduleValidator(IWindowsReader reader)
    {
        RuleFor(command => command.HeartbeatUrlRef).IsName();
        RuleFor(command => command.Whole).Custom((terms, context) =>
        {
            var refusal = terms.Check().Refusal ?? reader.Read(terms).Refusal;
            foreach (var (member, rules) in refusal?.Errors ?? new Dictionary<string, string[]>())
            {
                context.AddFailure(new ValidationFailure(member.Trim('/'), string.Join(' ', rules)));
            }
        });
    }
}

internal sealed class DefineWorkerScheduleHandler(
    ICavraDbContext db, IWindowsReader reader, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<DefineWorkerSchedule, Result<WorkerScheduleAnswer>>
{
    public async Task<Result<WorkerScheduleAnswer>> Handle(DefineWorkerSchedule command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var schedule = await db.WorkerScheduleAsync(call.Workspace, cancellationToken);
        var before = WorkerScheduleView.Of(schedule, reader.Read(schedule.Terms).Value, now);
        if (command.IfMatch is not { } version)
        {
            return CommonRefusals.VersionMissing;
        }

        if (!VersionMatch.Names(version, before.Version))
        {
            return CommonRefusals.StaleVersion;
        }

        var redefined = schedule.Redefine(command.Whole, call.Caller.Actor.Display, now);
        if (redefined.Refusal is { } refusal)
        {
            return refusal;
        }

        if (!db.WorkerSchedules.Local.Contains(schedule))
        {
            db.WorkerSchedules.Add(schedule);
        }

        var view = WorkerScheduleView.Of(schedule, reader.Read(schedule.Terms).Value, now);
        return new WorkerScheduleAnswer(view, journal.Prove(schedule, view, before), ActorView.Of(call.Caller));
    }
}
