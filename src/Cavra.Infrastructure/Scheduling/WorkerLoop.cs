using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Application.Workers;
using Cavra.Domain.Access;
using Cavra.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cavra.Infrastructure.Scheduling;

/// <summary>
/// Runs one worker turn for ever, workspace after workspace. Outlives a database that restarts, with a capped back-off, and
/// reports every successful round.
/// </summary>
internal sealed partial class WorkerLoop<TTurn>(
    IServiceScopeFactory scopes, IWorkerIdentity identity, LoopStatuses statuses, LoopSignals signals, TimeProvider clock,
    ILogger<WorkerLoop<TTurn>> logger)
    : BackgroundService
    where TTurn : class, IWorkerTurn
{
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(60);

    private readonly Dictionary<WorkspaceId, Failing> _failing = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (name, every) = await DescribeAsync(stoppingToken);
        statuses.Started(name, every + Slack, clock.GetUtcNow());
        var backOff = FirstBackOff;
        while (!stoppingToken.IsCancellationRequested)
        {
            var (rest, called) = (every, signals.Rung(name));
            try
            {
                rest = Shorter(rest, await RoundAsync(stoppingToken));
                statuses.Turned(name, clock.GetUtcNow());
                backOff = FirstBackOff;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // The type only: a message may quote what a row or a receiver holds.
                Failed(logger, name, failure.GetType().Name, DatabaseAway.Is(failure));
                (rest, backOff) = (backOff, Longer(backOff));
            }

            if (rest > TimeSpan.Zero)
            {
                using var rested = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                await Task.WhenAny(Task.Delay(rest, clock, rested.Token), called);
                await rested.CancelAsync();
            }
        }
    }

    private async Task<TimeSpan?> RoundAsync(CancellationToken stoppingToken)
    {
        TimeSpan? rest = null;
        foreach (var workspace in await WorkspacesAsync(stoppingToken))
        {
            var wanted = await TurnAsync(workspace, stoppingToken);
            rest = rest is { } before ? Shorter(before, wanted) : wanted;
        }

        return rest;
    }

    // What is wrong in one workspace stops its own turns alone, and those wait longer each time. A database that is away is wrong
    // for all of them, and ends the round.
    private async Task<TimeSpan?> TurnAsync(Workspace workspace, CancellationToken stoppingToken)
    {
        if (_failing.TryGetValue(workspace.Id, out var failing) && clock.GetUtcNow() < failing.Until)
        {
            return null;
        }

        try
        {
            var rest = await TakeTurnAsync(workspace, stoppingToken);
            _failing.Remove(workspace.Id);
            return rest;
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            if (DatabaseAway.Is(failure))
            {
                // Whoever owns the database can have one workspace's statements answered as if it were away: it answers others then.
                await WorkspacesAsync(stoppingToken);
            }

            var backOff = failing is null ? FirstBackOff : Longer(failing.BackOff);
            _failing[workspace.Id] = new Failing(clock.GetUtcNow() + backOff, backOff);
            FailedIn(logger, typeof(TTurn).Name, workspace.Name, failure.GetType().Name);
            return null;
        }
    }

    private async Task<TimeSpan?> TakeTurnAsync(Workspace workspace, CancellationToken stoppingToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var call = scope.ServiceProvider.GetRequiredService<Call>();
        call.Caller = Caller.ForWorker(workspace.Id, workspace.Name, identity.Worker.Name, workspace.Policy);
        call.RequestId = $"turn-{Guid.CreateVersion7(clock.GetUtcNow()):N}";
        using var activity = Application.Pipeline.Telemetry.Source.StartActivity(typeof(TTurn).Name);
        call.TraceId = activity?.TraceId.ToString() ?? "";
        return await scope.ServiceProvider.GetRequiredService<TTurn>().TakeAsync(stoppingToken);
    }

    private static TimeSpan Shorter(TimeSpan rest, TimeSpan? wanted) => wanted is { } other && other < rest ? other : rest;

    private static TimeSpan Longer(TimeSpan backOff) => backOff * 2 > LongestBackOff ? LongestBackOff : backOff * 2;

    private async Task<List<Workspace>> WorkspacesAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var contexts = scope.ServiceProvider.GetRequiredService<IDbContextFactory<CavraDbContext>>();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Workspaces.AsNoTracking().OrderBy(workspace => workspace.Id).ToListAsync(cancellationToken);
    }

    // What a turn is called does not depend on a caller, but making one does: it reads on somebody's behalf.
    // That a turn can't be made now is no reason to end the process: it is tried again.
    private async Task<(string Name, TimeSpan Every)> DescribeAsync(CancellationToken stoppingToken)
    {
        for (var pause = FirstBackOff; ; pause = Longer(pause))
        {
            try
            {
                return Describe();
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(logger, typeof(TTurn).Name, failure.GetType().Name, DatabaseAway.Is(failure));
            }

            await Task.Delay(pause, TimeProvider.System, stoppingToken);
        }
    }

    private (string Name, TimeSpan Every) Describe()
    {
        using var scope = scopes.CreateScope();
        var turn = scope.ServiceProvider.GetRequiredService<TTurn>();
        return (turn.Name, turn.Every);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A turn of the {Loop} loop failed: {Failure} (database away: {Away})")]
    private static partial void Failed(ILogger logger, string loop, string failure, bool away);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Turn} failed in workspace {Workspace}: {Failure}")]
    private static partial void FailedIn(ILogger logger, string turn, string workspace, string failure);

    private sealed record Failing(DateTimeOffset Until, TimeSpan BackOff);
}
