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
    public static IReadOnlyList<Type> All { get; } =
    [
        typeof(DeliveryTurn), typeof(ConfirmationTurn), typeof(ScheduleTurn), typeof(HealthWatchTurn), typeof(SequencerTurn), typeof(WitnessTurn),
        typeof(TimestampTurn), typeof(RetentionTurn), typeof(PurgeTurn), typeof(AttemptRetentionTurn),
    ];

    internal static IServiceCollection AddWorkerTurns(this IServiceCollection services)
    {
        foreach (var turn in All)
        {
            services.AddScoped(turn);
        }

        return services;
    }
}

/// <summary>One of the worker's loops: what it does in one workspace, each time it is its turn.</summary>
public interface IWorkerTurn
{
    /// <summary>Stable name, snake case: in health, in metrics.</summary>
    string Name { get; }

    /// <summary>How long it rests between two turns when there is nothing left to do.</summary>
    TimeSpan Every { get; }

    /// <summary>Takes one turn. Called in a scope of its own, as the worker of the workspace.</summary>
    /// <returns>How long the loop rests at most: zero when there is more to do at once, null for as long as usual.</returns>
    Task<TimeSpan?> TakeAsync(CancellationToken cancellationToken);
}
