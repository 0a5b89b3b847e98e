using Cavra.Application.Ports;
using Cavra.Application.Workers;

namespace Cavra.Application.Evidence.Log;

/// <summary>The sequencer loop: takes the entries that have been written since into the log. Idle it signs nothing.</summary>
internal sealed class SequencerTurn(ILogSequencer sequencer) : IWorkerTurn
{
    /// <summary>The most entries taken in at once.</summary>
    public const int Batch = 4_096;

    public string Name => "evidence_sequencer";

    public TimeSpan Every => TimeSpan.FromMilliseconds(500);

    public async Task<TimeSpan?> TakeAsync(CancellationToken cancellationToken) =>
        await sequencer.TakeInAsync(Batch, cancellationToken) == Batch ? TimeSpan.Zero : null;
}
