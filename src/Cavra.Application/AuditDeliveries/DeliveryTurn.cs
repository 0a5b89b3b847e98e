using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Workers;
using Microsoft.Extensions.Logging;

namespace Cavra.Application.AuditDeliveries;

/// <summary>
/// The delivery loop: says of attempts that were left behind that they were interrupted, then takes up what is due by itself.
/// </summary>
internal sealed partial class DeliveryTurn(
    ICavraDbContext db, IDispatcher dispatcher, DeliveryRounds rounds, ILogger<DeliveryTurn> logger) : IWorkerTurn
{
    public string Name => "delivery";

    public TimeSpan Every => TimeSpan.FromSeconds(1);

    public async Task<bool> TakeAsync(CancellationToken cancellationToken)
    {
        var interrupted = await dispatcher.SendAsync(new RecordInterruptions(), cancellationToken);
        db.DiscardChanges();
        var begun = await dispatcher.SendAsync(new BeginDue(), cancellationToken);
        db.DiscardChanges();
        if (begun.Refusal is null)
        {
            await FinishAsync(begun.Value);
        }

        return interrupted is { Refusal: null, Value.Attempts.Count: RecordInterruptions.Batch }
            || begun is { Refusal: null, Value.IntentCount: BeginDue.Batch };
    }

    // Each is recorded as it comes back: one that hangs keeps no other from being known, and neither does one that faults.
    private async Task FinishAsync(BegunRounds begun)
    {
        var sent = begun.Rounds.Where(round => round.Intents.Count + round.Held.Count > 0).Select(rounds.SendAsync).ToList();
        await foreach (var round in Task.WhenEach(sent))
        {
            try
            {
                await rounds.RecordAsync(await round);
            }
            catch (Exception fault)
            {
                // The type only: a message may quote what a receiver answered.
                RoundFailed(logger, fault.GetType().Name);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A round could not be recorded: {Fault}")]
    private static partial void RoundFailed(ILogger logger, string fault);
}
