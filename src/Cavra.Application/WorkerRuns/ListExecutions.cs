using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;
using Cavra.Domain.WorkerRuns;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.WorkerRuns;

/// <summary>Lists the execution records, newest first; what is being sent has none yet.</summary>
public sealed record ListExecutions(PageRequest Page) : IQuery<Page<ExecutionView>>
{
    public static Permission Permission => Permissions.RecordsRead;

    /// <summary>Wire name of a status; null for all.</summary>
    public string? Status { get; init; }

    /// <summary>Connector or vendor; null for all.</summary>
    public string? Provider { get; init; }

    public WorkerRunId? RunId { get; init; }

    public DestinationId? DestinationId { get; init; }

    public AuditDeliveryId? DeliveryId { get; init; }
}

internal sealed class ListExecutionsValidator : AbstractValidator<ListExecutions>
{
    public ListExecutionsValidator() =>
        RuleFor(query => query.Status).IsWireNameOf(default(ExecutionStatus)).OverridePropertyName("ExecutionStatus");
}

internal sealed class ListExecutionsHandler(ICavraDbContext db) : IRequestHandler<ListExecutions, Result<Page<ExecutionView>>>
{
    public Task<Result<Page<ExecutionView>>> Handle(ListExecutions query, CancellationToken cancellationToken)
    {
        var rows = db.RunRetries.AsNoTracking().Where(row => row.State != RetryProgress.Sending);
        if (WireName.TryParse<ExecutionStatus>(query.Status, out var status))
        {
            rows = status switch
            {
                ExecutionStatus.Delivered => rows.Where(row => row.State == RetryProgress.Delivered),
                ExecutionStatus.Skipped => rows.Where(row => row.State == RetryProgress.Skipped),
                _ => rows.Where(row => row.State == RetryProgress.Failed || row.State == RetryProgress.Interrupted),
            };
        }

        rows = query.Provider is { } provider ? rows.Where(row => row.Connector == provider || row.Provider == provider) : rows;
        rows = query.RunId is { } run ? rows.Where(row => row.RunId == run) : rows;
        rows = query.DestinationId is { } destination ? rows.Where(row => row.DestinationId == destination) : rows;
        rows = query.DeliveryId is { } delivery ? rows.Where(row => row.DeliveryId == delivery) : rows;
        return rows.NewestFirst(row => row.Id).ToPageAsync(
            query.Page, ExecutionView.Of, view => view.ExecutionId.Value, WireNames.ExecutionListSchema, cancellationToken);
    }
}
