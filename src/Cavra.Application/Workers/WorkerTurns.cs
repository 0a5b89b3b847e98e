using Cavra.Application.AuditDeliveries;
using Cavra.Application.Evidence.Log;
using Cavra.Application.HealthAlerts;
using Cavra.Application.Operations;
using Cavra.Application.WorkerRuns;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Application.Workers;

/// <summary>All turns of the worker.</summary>
public static class WorkerTurns
{
    /// <summary>The types of turns there are; each gets a loop in the worker role.</summary>
    public static IReadOnlyList<Type> All { get; } = [typeof(DeliveryTurn), typeof(ScheduleTurn), typeof(HealthWatchTurn), typeof(SequencerTurn), typeof(PurgeTurn)];

    internal static IServiceCollection AddWorkerTurns(this IServiceCollection services)
    {
        foreach (var turn in All)
        {
            services.AddScoped(turn);
        }

        return services;
    }
}
