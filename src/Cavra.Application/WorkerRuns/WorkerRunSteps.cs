using Cavra.Application.Access;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Application.WorkerRuns;

/// <summary>
/// Takes a begun run through its other two steps, each committed by itself, for the endpoint and the worker alike. If the
/// process dies in between, the lease runs out and somebody else says that the run was interrupted.
/// </summary>
public sealed class WorkerRunSteps(IDispatcher dispatcher, RunHeartbeat heartbeat, ICavraDbContext db)
{
    /// <summary>Plans, judges and records. The caller may go away meanwhile; the run goes on, for it has begun.</summary>
    /// <param name="begun">The run.</param>
    /// <param name="policy">The policy that was named; null to go by the one that counts for what is open.</param>
    public async Task<Result<WorkerRunAnswer>> FinishAsync(BegunRun begun, RetryPolicy? policy)
    {
        if (!begun.IsRunning)
        {
            return new WorkerRunAnswer(begun.Run, begun.Metadata, RetryMetadata: null, begun.Run.RetryResults, begun.Actor);
        }

        var judged = await JudgeAsync(begun.Run.RunId, policy);
        if (judged.Refusal is { } unjudged)
        {
            await GiveUpAsync(begun.Run.RunId);
            return unjudged;
        }

        db.DiscardChanges();
        var completed = await dispatcher.SendAsync(
            new CompleteRun(begun.Run.RunId, judged.Value.WithoutSending()), CancellationToken.None);
        return completed.Refusal is { } refusal
            ? refusal
            : new WorkerRunAnswer(
                completed.Value.Run, completed.Value.Metadata, judged.Value.PlanMetadata, completed.Value.Run.RetryResults,
                completed.Value.Actor);
    }

    private async Task<Result<JudgedRun>> JudgeAsync(WorkerRunId run, RetryPolicy? policy)
    {
        try
        {
            db.DiscardChanges();
            return await heartbeat.WhileAsync(
                run, () => dispatcher.SendAsync(new JudgeRetries(run, policy), CancellationToken.None));
        }
        catch (Exception fault) when (!db.IsAway(fault))
        {
            await GiveUpAsync(run);
            throw;
        }
    }

    private Task<Result<CompletedRun>> GiveUpAsync(WorkerRunId run)
    {
        db.DiscardChanges();
        return dispatcher.SendAsync(new CompleteRun(run, RunWork.Nothing, Faulted: true), CancellationToken.None);
    }
}

/// <summary>A run that has ended, and what came of each retry it selected.</summary>
/// <param name="Run">The run with the plan it went by.</param>
/// <param name="Metadata">Public view of the evidence entry that proves it.</param>
/// <param name="RetryMetadata">Public view of the evidence entry that proves the plan; null where the run made none.</param>
/// <param name="RetryResults">What came of each decision it took on.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
public sealed record WorkerRunAnswer(
    WorkerRunView Run, MetadataItem Metadata, MetadataItem? RetryMetadata, IReadOnlyList<RetryResultView> RetryResults, ActorView Actor)
    : IAddressable
{
    /// <summary>Path of the runs.</summary>
    internal const string Runs = ContractPaths.AuditDelivery + "/worker-runs";

    string IAddressable.Location => $"{Runs}/{Run.RunId}";
}
