using Cavra.Application.Ports;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery.Providers;

namespace Cavra.Infrastructure.Delivery;

/// <summary>Asks a vendor whether it has what it took: at once, and again within the connector's time.</summary>
internal sealed class Confirming(ConnectorDefinition connector, ConnectorChannel channel, IRedactor redactor, TimeProvider clock)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AskTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Waits for the confirmation of what was taken. A stop of the process ends the waiting: what was taken stays taken.</summary>
    public async Task<TryOutcome> AwaitAsync(DeliveryTry attempt, TryOutcome taken, CancellationToken cancellationToken)
    {
        var until = clock.GetUtcNow() + connector.Settings.ConfirmTime;
        try
        {
            for (var wait = FirstWait; ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
            {
                if (await AskAsync(attempt, taken.Reference!, cancellationToken))
                {
                    return taken with { Outcome = DeliveryOutcome.Confirmed };
                }

                if (clock.GetUtcNow() + wait > until)
                {
                    return taken;
                }

                await Task.Delay(wait, clock, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return taken;
        }
    }

    /// <summary>Asks once, within the connector's limits. Whatever keeps it from being asked is no confirmation, and no failure.</summary>
    public async Task<bool> AskAsync(DeliveryTry attempt, string reference, CancellationToken cancellationToken)
    {
        using var slot = await channel.Limits.EnterAsync(Patience, cancellationToken);
        if (slot is null)
        {
            return false;
        }

        using var timeout = new CancellationTokenSource(Smaller(connector.Timeout, AskTime), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await connector.Provider.HasItAsync(
                attempt, reference, channel.Transport.Begin(connector, redactor, clock), either.Token);
        }
        catch (Exception fault)
            when (!cancellationToken.IsCancellationRequested && (timeout.IsCancellationRequested || FailureReading.Of(fault) is not null))
        {
            return false;
        }
    }

    private static TimeSpan Smaller(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
