using Cavra.Application.Access;
using Cavra.Application.AuditDeliveries;
using Cavra.Application.Messaging;
using Cavra.Application.Workers;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Application.HealthAlerts;

/// <summary>The health watcher: looks at worker health every minute and begins to send what has become due.</summary>
internal sealed class HealthWatchTurn(IDispatcher dispatcher, WorkInHand inHand, Call call) : IWorkerTurn
{
    public string Name => "health_watch";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<TimeSpan?> TakeAsync(CancellationToken cancellationToken)
    {
        var watched = await dispatcher.SendAsync(new WatchHealth(), cancellationToken);
        if (watched.Refusal is null && watched.Value.Round is { } round)
        {
            inHand.Begin(call, round.Connectors, services => services.GetRequiredService<DeliveryRounds>().FinishAsync(round));
        }

        return null;
    }
}
