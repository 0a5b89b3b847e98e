using Cavra.Application.Access;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Application.WorkerRuns;

/// <summary>
/// Takes a begun run through its other steps, each committed by itself, for the endpoint and the worker alike. If the
/// process dies in between, the lease runs out and somebody else says that the run was interrupted.
/// </summary>
public sealed class WorkerRunSteps(IDispatcher dispatcher, RunHeartbeat heartbeat, LiveRetries live, ICavraDbContext db)
{
    /// <summary>Plans, judges, sends and records. The caller may go away meanwhile; the run goes on, for it has begun.</summary>
    /// <param name="begun">The run.</param>
    /// <param name="policy">The policy that was named; null to go by the one that counts for what is open.</param>
    /// <param name="terms">How hard each live retry tries.</param>
    public async Task<Result<WorkerRunAnswer>> FinishAsync(BegunRun begun, RetryPolicy? policy, SendTerms terms)
    {
        if (!begun.IsRunning)
        {
            return new WorkerRunAnswer(begun.Run, begun.Metadata, RetryMetadata: null, begun.Run.RetryResults, begun.Actor);
        }

        try
        {
            return await heartbeat.WhileAsync(begun.Run.RunId, () => WorkAsync(begun.Run.RunId, policy, terms));
        }
        catch (Exception fault) when (!db.IsAway(fault))
        {
            await GiveUpAsync(begun.Run.RunId);
            throw;
        }
    }

    private async Task<Result<WorkerRunAnswer>> WorkAsync(WorkerRunId run, RetryPolicy? policy, SendTerms terms)
    {
        db.DiscardChanges();
        var judged = await dispatcher.SendAsync(new JudgeRetries(run, policy), CancellationToken.None);
        if (judged.Refusal is { } unjudged)
        {
            await GiveUpAsync(run);
            return unjudged;
        }

        var (plan, outcome) = (judged.Value.Plan, await live.SendAsync(run, judged.Value, terms));
        db.DiscardChanges();
        var ending = outcome.IsCancelled ? RunEnding.Cancelled : RunEnding.Done;
        var completed = await CompleteAsync(new CompleteRun(run, judged.Value.Work(outcome), ending, plan, outcome.Results));
        return completed.Refusal is { } refusal
            ? refusal
            : new WorkerRunAnswer(
                completed.Value.Run, completed.Value.Metadata, judged.Value.PlanMetadata, completed.Value.Run.RetryResults,
                completed.Value.Actor);
    }

    // A beat of the run may come in between.
    private async Task<Result<CompletedRun>> CompleteAsync(CompleteRun command)
    {
        var completed = await dispatcher.SendAsync(command, CancellationToken.None);
        if (completed.Refusal?.Code != CommonRefusals.ChangedMeanwhile.Code)
        {
            return completed;
        }

        db.DiscardChanges();
        return await dispatcher.SendAsync(command, CancellationToken.None);
    }

    private Task<Result<CompletedRun>> GiveUpAsync(WorkerRunId run)
    {
        db.DiscardChanges();
        return CompleteAsync(new CompleteRun(run, RunWork.Nothing, RunEnding.Faulted, Plan: null, []));
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
