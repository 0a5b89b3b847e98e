using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;
using Cavra.Domain.Recovery;
using Cavra.Domain.WorkerRuns;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Recovery;

/// <summary>Reads what a closure names as its proof, each by its key.</summary>
internal static class VerificationReading
{
    /// <summary>What is known of each reference, in their order; null where there is no such thing.</summary>
    public static async Task<IReadOnlyList<VerificationFact?>> FactsAsync(
        this ICavraDbContext db, IReadOnlyList<FreeText> references, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var facts = new List<VerificationFact?>(references.Count);
        foreach (var reference in references)
        {
            facts.Add(await db.FactAsync(reference.Value, now, cancellationToken));
        }

        return facts;
    }

    private static async Task<VerificationFact?> FactAsync(
        this ICavraDbContext db, string reference, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (Ids.TryParse<ExecutionId>(reference, out var executionId))
        {
            var execution = await db.RunRetries.AsNoTracking().SingleOrDefaultAsync(it => it.Id == executionId, cancellationToken);
            return execution is null
                ? null
                : new VerificationFact(execution.Connector, execution.IsDelivered, await db.BegunAtAsync(execution, cancellationToken));
        }

        if (Ids.TryParse<AttemptId>(reference, out var attemptId))
        {
            var attempt = await db.Attempts.AsNoTracking().SingleOrDefaultAsync(it => it.Id == attemptId, cancellationToken);
            return attempt is null ? null : new VerificationFact(attempt.Connector, attempt.IsSuccess, attempt.StartedAt);
        }

        if (Ids.TryParse<ConnectorTestId>(reference, out var testId))
        {
            var test = await db.ConnectorTests.AsNoTracking().SingleOrDefaultAsync(it => it.Id == testId, cancellationToken);
            return test is null
                ? null
                : new VerificationFact(test.Connector, test.StateAt(now) is ConnectorTestState.Passed, test.BegunAt);
        }

        return null;
    }

    // What was sent before the recovery began says nothing of it, whenever it ended: of an execution as of its attempt. Where that was
    // removed by retention, it was begun shortly before it was sent.
    private static async Task<DateTimeOffset?> BegunAtAsync(
        this ICavraDbContext db, RunRetry execution, CancellationToken cancellationToken) =>
        await db.Attempts.Where(attempt => attempt.Id == execution.AttemptId).Select(attempt => attempt.StartedAt)
            .SingleOrDefaultAsync(cancellationToken) ?? execution.BegunAt;
}
