using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
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
