using Cavra.Application.Access;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.Messaging;
using Cavra.Application.Operations;
using Cavra.Application.Ports;
using Cavra.Application.Workers;
using Cavra.Domain.Abstractions;
using Cavra.Domain.WorkerRuns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Application.WorkerRuns;

/// <summary>
/// The window ticker: ends runs that nobody works on any more, then runs the window that it is time for, if no other worker
/// of the fleet does.
/// </summary>
internal sealed class ScheduleTurn(
    ICavraDbContext db, IWindowsReader reader, IDispatcher dispatcher, WorkerRunSteps steps, WorkInHand inHand, Call call,
    CavraMetrics metrics, TimeProvider clock) : IWorkerTurn
{
    public string Name => "worker_schedule";

    public TimeSpan Every => TimeSpan.FromSeconds(5);

    public async Task<TimeSpan?> TakeAsync(CancellationToken cancellationToken)
    {
        foreach (var silent in await SilentAsync(cancellationToken))
        {
            db.DiscardChanges();
            await dispatcher.SendAsync(new EndSilentRun(silent), cancellationToken);
        }

        db.DiscardChanges();
        var schedule = await db.WorkerScheduleAsync(call.Workspace, cancellationToken);
        var turn = await DecideAsync(schedule, cancellationToken);
        if (turn.Run is not { } window)
        {
            return null;
        }

        db.DiscardChanges();
        var begun = await dispatcher.SendAsync(new BeginScheduledRun(window, turn.MissedWindows), cancellationToken);
        if (begun.Refusal is null)
        {
            metrics.MissedWindows(turn.MissedWindows);
            await GoOnAsync(schedule, begun.Value);
        }

        return null;
    }

    // A run that sends may take minutes, and the windows of other workspaces don't wait for it.
    private async Task GoOnAsync(WorkerSchedule schedule, BegunRun begun)
    {
        if (schedule.Terms.Mode is RunMode.Live)
        {
            inHand.Begin(call, [], async services => Beat(
                schedule, await services.GetRequiredService<WorkerRunSteps>().FinishAsync(begun, policy: null, SendTerms.Default)));
        }
        else
        {
            Beat(schedule, await steps.FinishAsync(begun, policy: null, SendTerms.Default));
        }
    }

    // Only for a run that was done: a watchdog that hears nothing looks after Cavra.
    private void Beat(WorkerSchedule schedule, Result<WorkerRunAnswer> finished)
    {
        if (finished is { Refusal: null, Value.Run.State: RunState.Succeeded } && schedule.Terms.HeartbeatUrlRef is { } reference)
        {
            inHand.Begin(call, [], services => services.GetRequiredService<IHeartbeat>().BeatAsync(
                reference, services.GetRequiredService<IStopping>().SendingMustEnd));
        }
    }

    private async Task<DueWindow> DecideAsync(WorkerSchedule schedule, CancellationToken cancellationToken)
    {
        var windows = reader.Read(schedule.Terms).Value;
        var lastRun = await db.WorkerRuns.LastRunAsync(schedule.Terms.Mode, cancellationToken);
        return Misfire.Decide(schedule, windows, lastRun, clock.GetUtcNow());
    }

    private async Task<List<WorkerRunId>> SilentAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var running = await db.WorkerRuns.AsNoTracking().Where(run => run.State == RunState.Running).ToListAsync(cancellationToken);
        return [.. running.Where(run => run.LeaseUntil <= now || run.IsOverTime(now)).Select(run => run.Id)];
    }
}
