using System.Collections.Concurrent;
using Cavra.Application.Access;
using Cavra.Domain.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cavra.Application.Workers;

/// <summary>
/// What this process has begun towards other people's servers and not ended: turns and calls begin it and go on, so that a receiver that hangs
/// delays nobody else. The process, each workspace and each connector in it have their own room.
/// </summary>
public sealed partial class WorkInHand(IServiceScopeFactory scopes, LoopSignals signals, ILogger<WorkInHand> logger)
{
    /// <summary>The most that this process has under way at once.</summary>
    public const int WholeRoom = 1024;

    /// <summary>The most that one workspace has under way at once, in this process.</summary>
    public const int Room = 256;

    /// <summary>The most that one workspace has under way at one connector at once, in this process.</summary>
    public const int ConnectorRoom = 64;

    private readonly Lock _counting = new();

    private readonly WorkCounts _counts = new();

    private readonly Dictionary<WorkspaceId, string> _awaiting = [];

    private readonly ConcurrentDictionary<Task, bool> _running = new();

    /// <summary>How much more a workspace may begin now.</summary>
    public int RoomIn(WorkspaceId workspace)
    {
        lock (_counting)
        {
            return _counts.RoomIn(workspace);
        }
    }

    /// <summary>How much more a workspace may begin now at one of its connectors.</summary>
    public int RoomAt(WorkspaceId workspace, string connector)
    {
        lock (_counting)
        {
            return _counts.RoomAt(workspace, connector);
        }
    }

    /// <summary>Has a loop called to its next turn as soon as something ends that the workspace has under way.</summary>
    public void CallWhenSomethingEnds(WorkspaceId workspace, string loop)
    {
        lock (_counting)
        {
            if (_counts.RoomIn(workspace) < Room)
            {
                _awaiting[workspace] = loop;
                return;
            }
        }

        signals.Ring(loop);
    }

    /// <summary>Begins work in a scope of its own, on behalf of the same caller, and returns while it goes on.</summary>
    /// <param name="call">On whose behalf.</param>
    /// <param name="connectors">What it is sent through, one for each request: so much of the room it takes.</param>
    /// <param name="work">What is to be done. A fault in it is logged and ends nothing else.</param>
    public void Begin(Call call, IReadOnlyCollection<string> connectors, Func<IServiceProvider, Task> work)
    {
        lock (_counting)
        {
            _counts.Begun(call.Workspace, connectors);
        }

        var running = RunAsync(call, connectors, work);
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

    private async Task RunAsync(Call call, IReadOnlyCollection<string> connectors, Func<IServiceProvider, Task> work)
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
            Free(workspace, connectors);
        }
    }

    private void Free(WorkspaceId workspace, IReadOnlyCollection<string> connectors)
    {
        string? called;
        lock (_counting)
        {
            _counts.Ended(workspace, connectors);
            _awaiting.Remove(workspace, out called);
        }

        if (called is not null)
        {
            signals.Ring(called);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What a turn had begun could not be ended: {Fault}")]
    private static partial void Failed(ILogger logger, string fault);
}
