using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;
using FluentValidation;
using MediatR;

namespace Cavra.Application.WorkerRuns;

/// <summary>Lists the worker runs, newest first, without their plans.</summary>
/// <param name="DryRun">Only dry ones, or only live ones; null for both.</param>
/// <param name="State">Wire name of a state; null for all.</param>
/// <param name="Page">Which part of the list.</param>
public sealed record ListWorkerRuns(bool? DryRun, string? State, PageRequest Page) : IQuery<Page<WorkerRunItem>>
{
    public static Permission Permission => Permissions.RecordsRead;
}

internal sealed class ListWorkerRunsValidator : AbstractValidator<ListWorkerRuns>
{
    public ListWorkerRunsValidator() => RuleFor(query => query.State)
        .Must(state => state is null || WireName.TryParse<RunState>(state, out _))
        .WithMessage("One of " + string.Join(", ", WireName.All<RunState>()) + ".");
}

internal sealed class ListWorkerRunsHandler(ICavraDbContext db) : IRequestHandler<ListWorkerRuns, Result<Page<WorkerRunItem>>>
{
    public Task<Result<Page<WorkerRunItem>>> Handle(ListWorkerRuns query, CancellationToken cancellationToken)
    {
        IQueryable<WorkerRun> runs = db.WorkerRuns;
        if (query.DryRun is { } dry)
        {
            var mode = dry ? RunMode.DryRun : RunMode.Live;
            runs = runs.Where(run => run.Mode == mode);
        }

        if (WireName.TryParse<RunState>(query.State, out var state))
        {
            runs = runs.Where(run => run.State == state);
        }

        return runs.NewestFirst(run => run.Id).ToPageAsync(
            query.Page, WorkerRunItem.Of, item => item.RunId.Value, WireNames.WorkerHistorySchema, cancellationToken);
    }
}

/// <summary>A worker run in a list: without the plan it went by and what it selected.</summary>
/// <param name="RunId">Id of the worker run.</param>
/// <param name="GeneratedAt">When it was made.</param>
/// <param name="GeneratedBy">Who started it: a credential's name, or the worker.</param>
/// <param name="DryRun">Whether it only showed what a live run would do.</param>
/// <param name="State">Where the run stands.</param>
/// <param name="Failure">Why the run failed; null where it did not.</param>
/// <param name="Trigger">What started the run.</param>
/// <param name="Schedule">The schedule it went by, and its window.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="CompletedAt">When it ended; null while it has not.</param>
/// <param name="WorkerName">Name of the process that did it.</param>
/// <param name="Provider">Connectors it was limited to: all, a name or a comma list.</param>
/// <param name="MissedWindowCount">Whole windows that passed without a run before this one.</param>
/// <param name="Late">Whether it started after the window's grace.</param>
/// <param name="RetryPlanId">Id of the plan it went by; null where it made none.</param>
/// <param name="Summary">Its counts.</param>
public sealed record WorkerRunItem(
    WorkerRunId RunId, DateTimeOffset GeneratedAt, string GeneratedBy, bool DryRun, RunState State, RunFailure? Failure,
    RunTrigger Trigger, RunScheduleView Schedule, DateTimeOffset StartedAt, DateTimeOffset? CompletedAt, string WorkerName,
    string Provider, long MissedWindowCount, bool Late, RetryPlanId? RetryPlanId, RunSummary Summary)
{
    public static WorkerRunItem Of(WorkerRun run) => new(
        run.Id, run.GeneratedAt, run.StartedBy.Display, run.DryRun, run.State, run.Failure, run.Trigger, RunScheduleView.Of(run),
        run.StartedAt, run.CompletedAt, run.WorkerName, run.Provider, run.MissedWindows, run.Late, run.RetryPlanId, run.Summary);
}
