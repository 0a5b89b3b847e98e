using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Domain.WorkerRuns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Application.WorkerRuns;

/// <summary>
/// Says every third of a lease that the worker of a run is alive, for as long as it works. A beat proves nothing and changes
/// nothing that anybody decides on, so it is no command.
/// </summary>
public sealed class RunHeartbeat(IServiceScopeFactory scopes, Call call, TimeProvider clock)
{
    public static readonly TimeSpan Interval = WorkerRun.Lease / 3;

    /// <summary>Beats while <paramref name="work"/> lasts; when it returns, the last beat is over.</summary>
    public async Task<T> WhileAsync<T>(WorkerRunId run, Func<Task<T>> work)
    {
        using var done = new CancellationTokenSource();
        var beating = BeatAsync(run, done.Token);
        try
        {
            return await work();
        }
        finally
        {
            await done.CancelAsync();
            await beating;
        }
    }

    private async Task BeatAsync(WorkerRunId id, CancellationToken done)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(done))
            {
                await BeatOnceAsync(id, done);
            }
        }
        catch (OperationCanceledException) when (done.IsCancellationRequested)
        {
        }
    }

    // A beat that fails is made up by the next; if none gets through, the lease runs out, as it should.
    private async Task BeatOnceAsync(WorkerRunId id, CancellationToken done)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Call>().Caller = call.Caller;
        var db = scope.ServiceProvider.GetRequiredService<ICavraDbContext>();
        try
        {
            var run = await db.WorkerRuns.SingleAsync(run => run.Id == id, done);
            if (run.Beat(clock.GetUtcNow()).Refusal is null)
            {
                await db.SaveChangesAsync(done);
            }
        }
        catch (Exception failure) when (db.IsAway(failure) || db.LostRace(failure) is not null)
        {
        }
    }
}
