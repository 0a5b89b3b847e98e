using System.Security.Cryptography;
using Cavra.Application.Ports;
using Cavra.Application.Workers;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cavra.Infrastructure.Scheduling;

/// <summary>Registers who this process is as a worker, what it ends before it stops, and, in the worker role, its loops.</summary>
public static class SchedulingServices
{
    public static IServiceCollection AddScheduling(this IServiceCollection services) => services
        .AddSingleton<IWorkerIdentity, WorkerIdentity>()
        .AddSingleton<IStopping, Stopping>()
        .AddSingleton<IWindowsReader, WindowsReader>()
        .AddSingleton<LoopStatuses>()
        .AddSingleton<IHostedService, WorkToEnd>();

    /// <summary>Runs every turn in a loop of its own.</summary>
    public static IServiceCollection AddWorkerLoops(this IServiceCollection services)
    {
        // Hosted services stop in the reverse order: the loops first, then what they had begun.
        foreach (var turn in WorkerTurns.All)
        {
            services.AddSingleton(typeof(IHostedService), typeof(WorkerLoop<>).MakeGenericType(turn));
        }

        return services;
    }
}

/// <summary>Names this process at random: a host's name is nobody's business who reads the evidence.</summary>
internal sealed class WorkerIdentity : IWorkerIdentity
{
    public WorkerProcess Worker { get; } = new(
        $"worker-{RandomNumberGenerator.GetHexString(12, lowercase: true)}",
        ProductVersion.Text);
}

/// <summary>Keeps a process that is told to stop until what its loops and calls have begun is ended and recorded.</summary>
internal sealed class WorkToEnd(WorkInHand inHand) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => inHand.WhenDoneAsync().WaitAsync(cancellationToken);
}

/// <summary>Gives what is being sent 20 of the 30 seconds in which the process must be gone.</summary>
internal sealed class Stopping : IStopping, IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _mustEnd = new();

    private readonly ITimer _grace;

    private readonly CancellationTokenRegistration _whenStopping;

    public Stopping(IHostApplicationLifetime lifetime, TimeProvider clock)
    {
        _grace = clock.CreateTimer(_ => _mustEnd.Cancel(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _whenStopping = lifetime.ApplicationStopping.Register(() => _grace.Change(Grace, Timeout.InfiniteTimeSpan));
    }

    public CancellationToken SendingMustEnd => _mustEnd.Token;

    public void Dispose()
    {
        // A start that failed disposes of everything before it says that it is stopping.
        _whenStopping.Dispose();
        _grace.Dispose();
        _mustEnd.Dispose();
    }
}
