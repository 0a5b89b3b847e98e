namespace Cavra.Domain.AuditDeliveries;

/// <summary>The intent to make one attempt: committed before the network is touched, handed back with what came of it.</summary>
/// <param name="AttemptId">Id of the attempt's row, given before the row exists.</param>
/// <param name="DestinationId">Where it goes.</param>
/// <param name="EventId">What is sent.</param>
/// <param name="Connector">Name of the connector.</param>
/// <param name="Number">1 for the first attempt at the destination.</param>
/// <param name="Worker">Who makes it.</param>
/// <param name="QueuedAt">Since when it was due.</param>
/// <param name="LeaseUntil">From this instant on the attempt counts as interrupted.</param>
public sealed record AttemptIntent(
    AttemptId AttemptId,
    DestinationId DestinationId,
    DeliveryEventId EventId,
    string Connector,
    int Number,
    WorkerProcess Worker,
    DateTimeOffset QueuedAt,
    DateTimeOffset LeaseUntil);

/// <summary>The process that makes an attempt.</summary>
/// <param name="Name">Unique among the processes that share a database.</param>
/// <param name="Version">Version of Cavra it runs.</param>
public sealed record WorkerProcess(string Name, string Version);

/// <summary>What entitles an attempt to be made.</summary>
public enum AttemptGrounds
{
    /// <summary>It is the first, or its source repeats by itself.</summary>
    Automatic,

    /// <summary>A governed retry: reviewed, approved and chosen by a worker run.</summary>
    Governed,
}
