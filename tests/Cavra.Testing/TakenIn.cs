using Cavra.Application.Evidence.Log;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Testing;

/// <summary>Lets the log take in what waits for it.</summary>
internal static class TakenIn
{
    /// <summary>Has the sequencer take turns until something that waits for the log has come.</summary>
    public static async Task<T> SequenceUntilAsync<T>(this CavraApp app, Task<T> waited)
    {
        await app.SequenceUntilAsync((Task)waited);
        return await waited;
    }

    /// <inheritdoc cref="SequenceUntilAsync{T}"/>
    public static async Task SequenceUntilAsync(this CavraApp app, Task waited)
    {
        while (!waited.IsCompleted)
        {
            await app.SequenceAsync();
        }

        await waited;
    }

    /// <summary>Has the sequencer take turns until there is nothing left.</summary>
    public static async Task SequenceAsync(this CavraApp app) => await app.Services.SequenceAsync(app.Database);

    public static async Task SequenceAsync(this IServiceProvider services, TestDatabase database)
    {
        TimeSpan? rest;
        do
        {
            await using var scope = await services.WorkerScopeAsync(database);
            rest = await scope.ServiceProvider.GetRequiredService<SequencerTurn>().TakeAsync(CancellationToken.None);
        }
        while (rest is not null);
    }
}
