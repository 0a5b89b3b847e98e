using Cavra.Application.Access;
using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Policies;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Connectors;
using Cavra.Domain.Policies;
using Cavra.Domain.RetryPlans;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Application.WorkerRuns;

/// <summary>Starts worker runs, by hand and by the schedule: the first of their three steps.</summary>
internal sealed class WorkerRunStarter(
    ICavraDbContext db, IWindowsReader reader, IConnectorCatalog catalog, IWorkerIdentity identity, EvidenceJournal journal, PolicyReader policies,
    Call call, TimeProvider clock)
{
    public async Task<Result<BegunRun>> ByHandAsync(RunRequest request, RunMode mode, CancellationToken cancellationToken)
    {
        var choice = ConnectorChoice.Of(request.Provider, catalog.All);
        if (choice.Refusal is { } unknown)
        {
            return unknown;
        }

        var policy = request.RetryPolicy is { } asked ? (await policies.InForceAsync(cancellationToken)).Policy.Tightened(asked) : null;
        if (policy?.Refusal is { } looser)
        {
            return looser;
        }

        var schedule = await db.WorkerScheduleAsync(call.Workspace, cancellationToken);
        var terms = request.Schedule.Over(schedule.Terms);
        var windows = reader.Read(terms);
        if (windows.Refusal is { } refusal)
        {
            return refusal;
        }

        return Begin(new RunOrder
        {
            WorkspaceId = call.Workspace,
            Trigger = RunTrigger.Manual,
            Mode = mode,
            Window = windows.Value.At(clock.GetUtcNow()),
            Terms = terms,
            Cadence = request.Schedule.Cadence?.Value,
            WorkerName = identity.Worker.Name,
            StartedBy = call.Caller.Actor,
            OnBehalfOf = request.OnBehalfOf?.Value,
            Provider = choice.Value.Kept,
            MaxRetryDeliveries = request.MaxRetryDeliveries,
        }) with
        { RetryPolicy = policy?.Value };
    }

    public async Task<Result<BegunRun>> ByScheduleAsync(Window window, long missedWindows, CancellationToken cancellationToken)
    {
        var schedule = await db.WorkerScheduleAsync(call.Workspace, cancellationToken);
        return Begin(new RunOrder
        {
            WorkspaceId = call.Workspace,
            Trigger = RunTrigger.Schedule,
            Mode = schedule.Terms.Mode,
            Window = window,
            Terms = schedule.Terms,
            WorkerName = identity.Worker.Name,
            StartedBy = call.Caller.Actor,
            MissedWindows = missedWindows,
        });
    }

    private BegunRun Begin(RunOrder order)
    {
        var now = clock.GetUtcNow();
        var run = order.Terms.Enabled ? WorkerRun.Start(order, now) : WorkerRun.SkipDisabled(order, now);
        db.WorkerRuns.Add(run);
        if (call.Idempotency is { } claim)
        {
            // A repeated request may say that it was interrupted only when the run can't be going on any more.
            call.Idempotency = claim with { Lease = TimeSpan.FromMinutes(run.MaxRuntimeMinutes) + claim.Lease };
        }

        var view = WorkerRunView.Of(run, plan: null, []);
        return new BegunRun(view, journal.Prove(run, view), ActorView.Of(call.Caller));
    }
}

/// <summary>A run that was committed: running, unless its schedule is disabled.</summary>
public sealed record BegunRun(WorkerRunView Run, MetadataItem Metadata, ActorView Actor) : IBetweenSteps
{
    /// <summary>The retry policy that was asked for, whole; null where none was.</summary>
    public RetryPolicy? RetryPolicy { get; init; }

    public bool IsRunning => Run.State is RunState.Running;
}
