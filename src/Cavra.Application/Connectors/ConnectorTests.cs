using Cavra.Application.AuditDeliveries;
using Cavra.Domain.Abstractions;

namespace Cavra.Application.Connectors;

/// <summary>Takes a begun test over the network and has it recorded: the same engine, guard and care as of a live delivery.</summary>
public sealed class ConnectorTests(DeliveryRounds rounds)
{
    public async Task<Result<ConnectorTestAnswer>> FinishAsync(BegunConnectorTest begun)
    {
        var report = await rounds.SendAsync(begun.DeliveryRequest);
        return await rounds.RecordAsync(new RecordConnectorTest(begun.TestId, report), begun.Terms.Lease);
    }
}
