using Cavra.Application.Ports;
using Cavra.Application.Workers;

namespace Cavra.Application.Evidence.Log;

/// <summary>The witness loop: has the newest checkpoint cosigned. Without witnesses it does nothing.</summary>
internal sealed class WitnessTurn(ICheckpointOffers offers) : IWorkerTurn
{
    public string Name => "evidence_witnesses";

    public TimeSpan Every => offers.AreMade ? TimeSpan.FromSeconds(5) : TimeSpan.FromMinutes(5);

    public async Task<TimeSpan?> TakeAsync(CancellationToken cancellationToken)
    {
        if (offers.AreMade)
        {
            await offers.OfferAsync(cancellationToken);
        }

        return null;
    }
}
