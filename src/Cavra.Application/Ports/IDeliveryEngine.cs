using Cavra.Application.AuditDeliveries;
using Cavra.Domain.AuditDeliveries;

namespace Cavra.Application.Ports;

/// <summary>Carries one event to one connector. Touches the network and nothing else: no database, no evidence.</summary>
public interface IDeliveryEngine
{
    /// <summary>
    /// Makes one attempt, quick re-tries included, and reports how it ended. Never throws for what a receiver, the network
    /// or the configuration does; throws only when cancelled.
    /// </summary>
    Task<AttemptReport> SendAsync(DeliveryRequest deliveryRequest, CancellationToken cancellationToken);

    /// <summary>How many more attempts at this connector would have their turn soon if they were begun now, in this process.</summary>
    int RoomAt(string connector);

    /// <summary>
    /// Asks a vendor once whether it has what it took. False for whatever keeps it from saying so; throws only when cancelled.
    /// </summary>
    Task<bool> HasItAsync(ConfirmationRequest confirmationRequest, CancellationToken cancellationToken);
}

/// <summary>A question about an event that a vendor took.</summary>
/// <param name="Workspace">The workspace's name.</param>
/// <param name="Connector">Name of the connector it was sent through.</param>
/// <param name="Event">What was sent.</param>
/// <param name="Reference">What the vendor calls it.</param>
public sealed record ConfirmationRequest(string Workspace, string Connector, OutgoingEvent Event, string Reference);

/// <summary>One event on its way to one connector.</summary>
/// <param name="Workspace">The workspace's name; the event's source is <c>urn:cavra:</c> and this.</param>
/// <param name="Connector">Name of the connector it goes to.</param>
/// <param name="Event">What is sent; the same for every attempt at the same destination.</param>
/// <param name="Retries">Quick re-tries at most, 0 to 5.</param>
/// <param name="Timeout">Bound of one try, 0.1 to 30 seconds.</param>
public sealed record DeliveryRequest(string Workspace, string Connector, OutgoingEvent Event, int Retries, TimeSpan Timeout)
{
    /// <summary>How long a try waits at most for its turn at the connector; beyond that it is not made.</summary>
    public TimeSpan Patience { get; init; } = SendTerms.Patience;

    /// <summary>The attempt's number at its destination, from 1: of a later one the receiver may have the event already.</summary>
    public int Number { get; init; } = 1;

    /// <summary>What the vendor called what it took of the same episode before; null where there was nothing.</summary>
    public string? EpisodeReference { get; init; }

    /// <summary>Fingerprint of the only configuration it may be sent by; null for whichever is in force.</summary>
    public string? ApprovedFingerprint { get; init; }
}

/// <summary>A public-safe event in the terms of CloudEvents 1.0.</summary>
/// <param name="Id">Constant over all attempts: what a receiver drops duplicates by.</param>
/// <param name="Type">CloudEvents type, e.g. <c>cavra.go_backend.rollback_drill.notification</c>.</param>
/// <param name="Subject">Id of the document it is about.</param>
/// <param name="DataSchema">The <c>schema_version</c> of the data.</param>
/// <param name="Time">When the event came about.</param>
/// <param name="Data">The data, as JSON text.</param>
public sealed record OutgoingEvent(
    string Id, string Type, string Subject, string DataSchema, DateTimeOffset Time, string Data);
