using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Application.WorkerRuns;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Recovery;
using Cavra.Domain.WorkerRuns;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Recovery;

/// <summary>
/// Tells how live retries went and how connectors recover. What it costs depends on what is open and on the days shown.
/// </summary>
/// <param name="RecoverySloMinutes">How long a recovery may be open; 1 to <see cref="MostSloMinutes"/>.</param>
public sealed record GetRecoveryReport(int RecoverySloMinutes) : IQuery<RecoveryReportAnswer>
{
    public const int DefaultSloMinutes = 240;

    /// <summary>30 days.</summary>
    public const int MostSloMinutes = 43_200;

    public static Permission Permission => Permissions.RecordsRead;
}

internal sealed class GetRecoveryReportHandler(ICavraDbContext db, TimeProvider clock)
    : IRequestHandler<GetRecoveryReport, Result<RecoveryReportAnswer>>
{
    private const int MostClosedRows = 100;

    private const int MostExecutions = 20;

    // Counting stops there, as it does in lists.
    private const int CountedAtMost = Page<RecoveryRow>.CountedAtMost;

    public async Task<Result<RecoveryReportAnswer>> Handle(GetRecoveryReport query, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (since, recoveries) = (ClosureTrend.Since(now), db.ConnectorRecoveries.AsNoTracking());
        var open = await recoveries.Open().OrderBy(recovery => recovery.OpenedAt).ThenBy(recovery => recovery.Connector)
            .ToListAsync(cancellationToken);
        var closed = await recoveries.Closed().OrderByDescending(recovery => recovery.ClosedAt).Take(MostClosedRows)
            .ToListAsync(cancellationToken);
        var closedCounts = await recoveries.Closed().OrderByDescending(recovery => recovery.ClosedAt).Take(CountedAtMost)
            .GroupBy(recovery => new { recovery.Connector, recovery.Provider })
            .Select(group => new ConnectorCount(group.Key.Connector, group.Key.Provider, group.Count()))
            .ToListAsync(cancellationToken);
        var executions = await db.RunRetries.AsNoTracking().Where(retry => retry.ExecutedAt >= since)
            .GroupBy(retry => new { retry.Connector, retry.Provider, retry.State })
            .Select(group => new ExecutionCount(group.Key.Connector, group.Key.Provider, group.Key.State, group.Count()))
            .ToListAsync(cancellationToken);
        var latest = await db.RunRetries.AsNoTracking().Where(retry => retry.ExecutedAt != null)
            .OrderByDescending(retry => retry.ExecutedAt).ThenByDescending(retry => retry.Id).Take(MostExecutions)
            .ToListAsync(cancellationToken);
        var closures = await db.RecoveryClosures.AsNoTracking().Where(closure => closure.ClosedAt >= since)
            .Select(closure => new { closure.ClosedAt, closure.State }).ToListAsync(cancellationToken);

        return new RecoveryReportAnswer(
            RecoveryReportView.Of(
                query.RecoverySloMinutes, [.. open, .. closed], closedCounts, executions,
                ClosureTrend.Over(closures.Select(closure => (closure.ClosedAt, closure.State)), now),
                [.. latest.Select(ExecutionView.Of)], now),
            Metadata: null);
    }
}

/// <summary>Recoveries of one connector.</summary>
internal sealed record ConnectorCount(string Connector, string Provider, int Count);

/// <summary>Executions through one connector that ended alike.</summary>
internal sealed record ExecutionCount(string Connector, string Provider, RetryProgress State, int Count);

internal sealed class GetRecoveryReportValidator : AbstractValidator<GetRecoveryReport>
{
    public GetRecoveryReportValidator() =>
        RuleFor(query => query.RecoverySloMinutes).InclusiveBetween(1, GetRecoveryReport.MostSloMinutes)
            .WithMessage($"Must be from 1 to {GetRecoveryReport.MostSloMinutes}.");
}
