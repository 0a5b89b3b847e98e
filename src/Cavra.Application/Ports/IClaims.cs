using Cavra.Domain.Approvals;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Connectors;

namespace Cavra.Application.Ports;

/// <summary>
/// Takes rows of the caller's workspace for the command being done, so that nobody else takes them meanwhile. They are tracked,
/// and stay locked until the command is saved or its changes are discarded. A row that somebody else has is passed over, never
/// waited for; only the state of connectors, which every attempt counts in, and the approvals that a live run is about to use, are waited for.
/// </summary>
public interface IClaims
{
    /// <summary>The caller's workspace itself: of several commands that must come one after the other, the next waits here.</summary>
    Task WorkspaceAsync(CancellationToken cancellationToken);

    /// <summary>Destinations due by themselves, longest due first, of each connector about as many as of any other.</summary>
    /// <param name="rooms">How much there is room for at each connector; what is due at others stays untouched.</param>
    /// <param name="now">The instant they are due at.</param>
    /// <param name="about">About so many: one of each connector where there are more connectors.</param>
    /// <param name="max">So many at most.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<DueDestinations> DueAsync(
        IReadOnlyCollection<ConnectorRoom> rooms, DateTimeOffset now, int about, int max, CancellationToken cancellationToken);

    /// <summary>Destinations whose lease has run out, longest first.</summary>
    Task<IReadOnlyList<Destination>> LeftBehindAsync(DateTimeOffset now, int max, CancellationToken cancellationToken);

    /// <summary>Destinations whose vendors are to be asked for their confirmation, longest due first.</summary>
    Task<IReadOnlyList<Destination>> ToConfirmAsync(DateTimeOffset now, int max, CancellationToken cancellationToken);

    /// <summary>Destinations by their ids; one that somebody else has in hand is passed over.</summary>
    Task<IReadOnlyList<Destination>> DestinationsAsync(IEnumerable<DestinationId> ids, CancellationToken cancellationToken);

    /// <summary>The approvals of destinations that have not ended; waits for whoever decides about one of them.</summary>
    Task<IReadOnlyList<Approval>> OpenApprovalsAsync(IEnumerable<DestinationId> destinations, CancellationToken cancellationToken);

    /// <summary>Destinations that are held for a connector, oldest first.</summary>
    Task<IReadOnlyList<Destination>> HeldAsync(string connector, CancellationToken cancellationToken);

    /// <summary>
    /// What is known of the connectors that attempts are begun at, by name. Those that are clear are only read, and their rows locked
    /// for nobody: who records what came back does not wait for who begins.
    /// </summary>
    Task<IReadOnlyDictionary<string, ConnectorState>> ConnectorsToUseAsync(
        IEnumerable<string> names, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>What is known of the connectors, by name; made where nothing was known.</summary>
    Task<IReadOnlyDictionary<string, ConnectorState>> ConnectorsAsync(
        IEnumerable<string> names, CancellationToken cancellationToken);
}

/// <summary>How much may be taken up for a connector.</summary>
/// <param name="Connector">The connector's name.</param>
/// <param name="Most">So many destinations at most.</param>
/// <param name="IsOpen">Whether it lets something through now; if not, what is held already stays untouched.</param>
public sealed record ConnectorRoom(string Connector, int Most, bool IsOpen);

/// <summary>What was due.</summary>
/// <param name="Taken">Destinations, longest due first.</param>
/// <param name="NextAt">When the next one will be due that is not yet; null when none will.</param>
/// <param name="MayBeMore">Whether there may be more of them that there is room for.</param>
public sealed record DueDestinations(IReadOnlyList<Destination> Taken, DateTimeOffset? NextAt, bool MayBeMore);
