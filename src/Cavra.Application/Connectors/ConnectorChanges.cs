using Cavra.Application.Evidence;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Connectors;

namespace Cavra.Application.Connectors;

/// <summary>What the commands on a connector share: finding it as it stands, proving the change, releasing what was held.</summary>
internal sealed class ConnectorChanges(IConnectorCatalog catalog, IClaims claims, EvidenceJournal journal, TimeProvider clock)
{
    /// <summary>The connector with its state, which nobody else changes until the command is saved.</summary>
    /// <param name="name">The connector's name.</param>
    /// <param name="ifMatch">The version the caller decided on; null when it names none.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<Result<ConnectorForUpdate>> LockAsync(string name, string? ifMatch, CancellationToken cancellationToken)
    {
        if (catalog.Views.FirstOrDefault(view => view.Name == name) is not { } connector)
        {
            return ConnectorRefusals.NotFound;
        }

        var state = (await claims.ConnectorsAsync([name], cancellationToken))[name];
        var before = ConnectorStatusView.Of(connector, state, clock.GetUtcNow());
        return ifMatch is not null && !VersionMatch.Names(ifMatch, before.VersionTag())
            ? CommonRefusals.StaleVersion
            : new ConnectorForUpdate(connector, state, before);
    }

    /// <summary>Proves what became of the connector.</summary>
    public (ConnectorStatusView View, MetadataItem Metadata) Prove(ConnectorForUpdate taken)
    {
        var view = ConnectorStatusView.Of(taken.Connector, taken.State, clock.GetUtcNow());
        return (view, journal.Prove(taken.State, view, taken.Before));
    }

    /// <summary>Makes due what is held for the connector, oldest first; a retry that is governed is left to the plan.</summary>
    public async Task<Released> ReleaseAsync(ConnectorForUpdate taken, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (taken.State.Obstacle(now) is not null)
        {
            return new Released(0, 0);
        }

        var held = await claims.HeldAsync(taken.Connector.Name, cancellationToken);
        var released = held.Count(destination => destination.Release(now).Refusal is null);
        return new Released(released, held.Count - released);
    }
}

/// <summary>A connector taken for a command.</summary>
/// <param name="Connector">What the file says.</param>
/// <param name="State">What is known, locked.</param>
/// <param name="Before">Both as they were.</param>
internal sealed record ConnectorForUpdate(ConnectorView Connector, ConnectorState State, ConnectorStatusView Before);

/// <summary>What became of the destinations held for a connector.</summary>
/// <param name="Count">Made due.</param>
/// <param name="LeftToPlan">Left to the retry plan.</param>
internal sealed record Released(int Count, int LeftToPlan);
