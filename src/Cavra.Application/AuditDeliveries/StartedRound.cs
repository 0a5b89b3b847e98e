using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.AuditDeliveries;

namespace Cavra.Application.AuditDeliveries;

/// <summary>A round of attempts that was committed and is to be sent now: what the sender needs, and nothing of the database.</summary>
/// <param name="EventId">What is sent.</param>
/// <param name="Workspace">The workspace's name.</param>
/// <param name="Event">The event as it goes out.</param>
/// <param name="Terms">How hard each attempt tries.</param>
/// <param name="Intents">The attempts to make, one a destination.</param>
/// <param name="Held">The attempts that were deliberately not made.</param>
public sealed record StartedRound(
    DeliveryEventId EventId, string Workspace, OutgoingEvent Event, SendTerms Terms, IReadOnlyList<AttemptIntent> Intents,
    IReadOnlyList<AttemptId> Held) : IBetweenSteps
{
    /// <summary>The connectors that the attempts go through, one for each.</summary>
    public IReadOnlyList<string> Connectors => [.. Intents.Select(intent => intent.Connector)];
}
