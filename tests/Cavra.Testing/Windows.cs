using Cavra.Application.WorkerRuns;
using Cavra.Application.Workers;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Testing;

/// <summary>Windows of the worker's schedule, taken by hand.</summary>
internal static class Windows
{
    /// <summary>Has the worker look at its schedule once, and waits for the run that it begins, if it does.</summary>
    public static async Task TakeWindowAsync(this CavraApp app)
    {
        await using var scope = await app.Services.WorkerScopeAsync(app.Database);
        await scope.ServiceProvider.GetRequiredService<ScheduleTurn>().TakeAsync(CancellationToken.None);
        await app.Services.GetRequiredService<WorkInHand>().WhenDoneAsync();
    }
}
