using Cavra.Application.Evidence;
using Cavra.Application.Ports;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;
using Cavra.Domain.WorkerRuns;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.WorkerRuns;

/// <summary>Completes the record of a live retry, in the transaction that records its attempt, whoever does so.</summary>
internal sealed class ExecutionRecorder(ICavraDbContext db, EvidenceJournal journal, TimeProvider clock)
{
    /// <summary>The retries of these destinations that are being sent.</summary>
    public async Task<IReadOnlyDictionary<DestinationId, RunRetry>> SendingAsync(
        IReadOnlyCollection<Destination> destinations, CancellationToken cancellationToken)
    {
        var governed = destinations.Where(destination => destination.IsRetryGoverned).Select(destination => destination.Id).ToList();
        return governed.Count == 0 ? new Dictionary<DestinationId, RunRetry>() : await db.RunRetries
            .Where(retry => retry.State == RetryProgress.Sending && governed.Contains(retry.DestinationId))
            .ToDictionaryAsync(retry => retry.DestinationId, cancellationToken);
    }

    /// <summary>Writes the record, if the attempt is that of a retry which has none; a late report changes none.</summary>
    public ProvenExecution? Record(IReadOnlyDictionary<DestinationId, RunRetry> sending, Attempt attempt, EvidenceId evidence)
    {
        if (sending.GetValueOrDefault(attempt.DestinationId) is not { } retry || retry.AttemptNumber != attempt.Number)
        {
            return null;
        }

        retry.Record(attempt, evidence, clock.GetUtcNow());
        var view = ExecutionView.Of(retry);
        return new ProvenExecution(view, journal.Prove(retry, view, before: null, evidence));
    }
}
