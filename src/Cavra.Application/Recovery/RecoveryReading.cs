using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Recovery;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Recovery;

/// <summary>Reads what recovery is decided from. What it costs depends on what is open.</summary>
internal static class RecoveryReading
{
    /// <summary>The recoveries that are open; one a connector at most.</summary>
    public static IQueryable<ConnectorRecovery> Open(this IQueryable<ConnectorRecovery> recoveries) => recoveries.Where(recovery =>
        recovery.State == RecoveryState.Open || recovery.State == RecoveryState.Deferred
        || recovery.State == RecoveryState.Escalated || recovery.State == RecoveryState.Reopened);

    /// <summary>The recoveries that are resolved or mitigated.</summary>
    public static IQueryable<ConnectorRecovery> Closed(this IQueryable<ConnectorRecovery> recoveries) =>
        recoveries.Where(recovery => recovery.State == RecoveryState.Resolved || recovery.State == RecoveryState.Mitigated);

    /// <summary>Every audit destination that is failed now; one whose lease ran out is.</summary>
    public static async Task<IReadOnlyList<OpenFailure>> OpenFailuresAsync(
        this IQueryable<Destination> destinations, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await destinations.FailedNow(now)
            .Select(destination => new
            {
                destination.Connector,
                destination.Provider,
                destination.State,
                destination.LeaseUntil,
                destination.LastFailedAt,
                destination.LastFailureClass,
                destination.FailedStatusCodes,
            })
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(row => row.State is DestinationState.Sending
                ? new OpenFailure(row.Connector, row.Provider, row.LeaseUntil!.Value, FailureClass.Interrupted, row.FailedStatusCodes)
                : new OpenFailure(
                    row.Connector, row.Provider, row.LastFailedAt!.Value, row.LastFailureClass!.Value, row.FailedStatusCodes)),
        ];
    }

    /// <summary>The connectors that have such a destination.</summary>
    public static async Task<IReadOnlySet<string>> FailingAsync(
        this IQueryable<Destination> destinations, DateTimeOffset now, CancellationToken cancellationToken) =>
        await destinations.FailedNow(now).Select(destination => destination.Connector).Distinct().ToHashSetAsync(cancellationToken);

    private static IQueryable<Destination> FailedNow(this IQueryable<Destination> destinations, DateTimeOffset now) =>
        destinations.AsNoTracking().Where(destination =>
            destination.Source == DeliverySource.AcknowledgementAudit
            && (destination.State == DestinationState.Failed
                || (destination.State == DestinationState.Sending && destination.LeaseUntil <= now)));
}
