using Cavra.Application.AuditDeliveries;
using Cavra.Application.Messaging;
using Cavra.Application.Workers;

namespace Cavra.Application.HealthAlerts;

/// <summary>The health watcher: looks at worker health every minute and sends what has become due.</summary>
internal sealed class HealthWatchTurn(IDispatcher dispatcher, DeliveryRounds rounds) : IWorkerTurn
{
    public string Name => "health_watch";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<bool> TakeAsync(CancellationToken cancellationToken)
    {
        var watched = await dispatcher.SendAsync(new WatchHealth(), cancellationToken);
        if (watched.Refusal is null && watched.Value.Round is { } round)
        {
            await rounds.FinishAsync(round);
        }

        return false;
    }
}
