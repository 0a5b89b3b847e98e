using Cavra.Application.Ports;
using Cavra.Application.Workers;
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
