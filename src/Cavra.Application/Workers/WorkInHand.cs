using System.Collections.Concurrent;
using Cavra.Application.Access;
using Cavra.Domain.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cavra.Application.Workers;

/// <summary>
/// What this process has begun towards other people's servers and not ended: turns and calls begin it and go on, so that a receiver that hangs
/// delays nobody else. Each workspace has its own room.
/// </summary>
public sealed partial class WorkInHand(IServiceScopeFactory scopes, LoopSignals signals, ILogger<WorkInHand> logger)
{
    /// <summary>The most that one workspace has under way at once, in this process.</summary>
    public const int Room = 32;

    private readonly Lock _counting = new();

    private readonly Dictionary<WorkspaceId, int> _counts = [];

    private readonly Dictionary<WorkspaceId, string> _awaiting = [];

    private readonly ConcurrentDictionary<Task, bool> _running = new();

    /// <summary>How much more a workspace may begin now.</summary>
    public int RoomIn(WorkspaceId workspace)
    {
        lock (_counting)
        {
            return Math.Max(0, Room - _counts.GetValueOrDefault(workspace));
        }
    }

    /// <summary>Has a loop called to its next turn as soon as half of the workspace's room is free again.</summary>
    public void CallWhenThereIsRoom(WorkspaceId workspace, string loop)
    {
        lock (_counting)
        {
            _awaiting[workspace] = loop;
        }

        Free(workspace, 0);
    }

    /// <summary>Begins work in a scope of its own, on behalf of the same caller, and returns while it goes on.</summary>
    /// <param name="call">On whose behalf.</param>
    /// <param name="weight">How much of the room it takes.</param>
    /// <param name="work">What is to be done. A fault in it is logged and ends nothing else.</param>
    public void Begin(Call call, int weight, Func<IServiceProvider, Task> work)
    {
        lock (_counting)
        {
            _counts[call.Workspace] = _counts.GetValueOrDefault(call.Workspace) + weight;
        }

        var running = RunAsync(call, weight, work);
        _running[running] = true;
        running.ContinueWith(done => _running.TryRemove(done, out _), TaskScheduler.Default);
    }

    /// <summary>Waits until nothing is under way.</summary>
    public async Task WhenDoneAsync()
    {
        while (_running.Keys.ToArray() is { Length: > 0 } running)
        {
            await Task.WhenAll(running);
            foreach (var done in running)
            {
                _running.TryRemove(done, out _);
            }
        }
    }

    private async Task RunAsync(Call call, int weight, Func<IServiceProvider, Task> work)
    {
        var workspace = call.Workspace;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var own = scope.ServiceProvider.GetRequiredService<Call>();
            (own.Caller, own.RequestId, own.TraceId) = (call.Caller, call.RequestId, call.TraceId);
            await work(scope.ServiceProvider);
        }
        catch (Exception fault)
        {
            // The type only: a message may quote what a receiver answered.
            Failed(logger, fault.GetType().Name);
        }
        finally
        {
            Free(workspace, weight);
        }
    }

    private void Free(WorkspaceId workspace, int weight)
    {
        string? called = null;
        lock (_counting)
        {
            var left = _counts.GetValueOrDefault(workspace) - weight;
            if (left > 0)
            {
                _counts[workspace] = left;
            }
            else
            {
                _counts.Remove(workspace);
            }

            if (left <= Room / 2)
            {
                _awaiting.Remove(workspace, out called);
            }
        }

        if (called is not null)
        {
            signals.Ring(called);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What a turn had begun could not be ended: {Fault}")]
    private static partial void Failed(ILogger logger, string fault);
}
