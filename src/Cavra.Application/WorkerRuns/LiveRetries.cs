using Cavra.Application.AuditDeliveries;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Application.WorkerRuns;

/// <summary>
/// Carries out what a live run takes up, some at a time: each part is begun and committed, sent, and recorded as it comes back. If
/// the process dies in between, the rows of the run say what was being sent.
/// </summary>
public sealed class LiveRetries(IDispatcher dispatcher, DeliveryRounds rounds, ICavraDbContext db, IStopping stopping)
{
    // Two who want the same rows are put in order by locks; what is lost nevertheless is tried again.
    private const int Tries = 5;

    /// <summary>Sends what may be sent, until all is done or the run may not go on.</summary>
    public async Task<LiveOutcome> SendAsync(WorkerRunId run, JudgedRun judged, SendTerms terms)
    {
        var done = new List<LiveResult>();
        foreach (var part in judged.TakenUp.Chunk(BeginRetries.Batch))
        {
            if (stopping.SendingMustEnd.IsCancellationRequested)
            {
                return new LiveOutcome(done, IsCancelled: true);
            }

            var begun = await BeginAsync(new BeginRetries(run, judged.Plan.RetryPlanId, part, terms));
            if (begun.Refusal is not null)
            {
                break;
            }

            done.AddRange(begun.Value.Skipped.Select(skipped => new LiveResult(skipped, Round: null)));
            var sending = begun.Value.Rounds.Select(rounds.SendAsync).ToList();
            await foreach (var sent in Task.WhenEach(sending))
            {
                var recorded = await rounds.RecordAsync(await sent);
                done.AddRange(recorded.Refusal is null ? recorded.Value.Executions.Select(proven => new LiveResult(proven, recorded.Value)) : []);
            }
        }

        return new LiveOutcome(done, IsCancelled: false);
    }

    private async Task<Result<BegunRetries>> BeginAsync(BeginRetries command)
    {
        for (var tries = 1; ; tries++)
        {
            db.DiscardChanges();
            var begun = await dispatcher.SendAsync(command, CancellationToken.None);
            if (begun.Refusal?.Code != CommonRefusals.ChangedMeanwhile.Code || tries == Tries)
            {
                return begun;
            }
        }
    }
}

/// <summary>What came of the retries of a live run.</summary>
/// <param name="Results">Those that ended, in the order in which they did.</param>
/// <param name="IsCancelled">Whether the process was told to stop, so that the rest is untouched.</param>
public sealed record LiveOutcome(IReadOnlyList<LiveResult> Results, bool IsCancelled);

/// <summary>What came of one live retry.</summary>
/// <param name="Execution">Its record.</param>
/// <param name="Round">The account of what was sent; null where nothing was.</param>
public sealed record LiveResult(ProvenExecution Execution, RoundAnswer? Round)
{
    /// <summary>As whoever looks at the run later finds it.</summary>
    public static LiveResult Stored(RunRetry retry) => new(new ProvenExecution(ExecutionView.Of(retry), Metadata: null), Round: null);
}
