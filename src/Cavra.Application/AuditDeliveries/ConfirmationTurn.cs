using Cavra.Application.Access;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Workers;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Application.AuditDeliveries;

/// <summary>The confirmation loop: asks vendors again for what they took and did not confirm in time, and goes on.</summary>
internal sealed class ConfirmationTurn(ICavraDbContext db, IDispatcher dispatcher, WorkInHand inHand, Call call) : IWorkerTurn
{
    private const int AtOnce = 8;

    public string Name => "confirmation";

    public TimeSpan Every => TimeSpan.FromSeconds(15);

    public async Task<TimeSpan?> TakeAsync(CancellationToken cancellationToken)
    {
        var room = Math.Min(AtOnce, inHand.RoomIn(call.Workspace));
        if (room == 0)
        {
            return null;
        }

        var begun = await dispatcher.SendAsync(new BeginConfirmations(room), cancellationToken);
        db.DiscardChanges();
        if (begun.Refusal is not null)
        {
            return null;
        }

        foreach (var asking in begun.Value.Askings)
        {
            inHand.Begin(call, [asking.Request.Connector], services => services.GetRequiredService<Confirmations>().AskAsync(asking));
        }

        return null;
    }
}

/// <summary>Asks a vendor and has its confirmation recorded. Nothing is open in the database meanwhile.</summary>
internal sealed class Confirmations(IDeliveryEngine engine, DeliveryRounds rounds, IStopping stopping)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public async Task AskAsync(Asking asking)
    {
        try
        {
            if (await engine.HasItAsync(asking.Request, stopping.SendingMustEnd))
            {
                await rounds.RecordAsync(new RecordConfirmation(asking.DestinationId), Patience);
            }
        }
        catch (OperationCanceledException) when (stopping.SendingMustEnd.IsCancellationRequested)
        {
            // It is asked again at its next time.
        }
    }
}
