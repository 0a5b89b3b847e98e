using Cavra.Application.Ports;
using Cavra.Application.Workers;

namespace Cavra.Application.Evidence.Log;

/// <summary>The time-stamp loop: has the newest checkpoint stamped once an hour. Without an authority it does nothing.</summary>
internal sealed class TimestampTurn(ICheckpointStamps stamps) : IWorkerTurn
{
    public string Name => "evidence_timestamps";

    public TimeSpan Every => stamps.AreMade ? TimeSpan.FromSeconds(30) : TimeSpan.FromMinutes(5);

    public async Task<TimeSpan?> TakeAsync(CancellationToken cancellationToken)
    {
        if (stamps.AreMade)
        {
            await stamps.StampAsync(cancellationToken);
        }

        return null;
    }
}
