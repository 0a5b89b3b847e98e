using Cavra.Domain.AuditDeliveries;

namespace Cavra.Domain.Loops;

/// <summary>Which facts count. All of them stay; one that led to no delivery no longer passes its gate.</summary>
internal static class GateFacts
{
    /// <summary>The fact that passes each gate; a gate that is not passed is left out.</summary>
    public static IReadOnlyDictionary<Gate, GateFact> Counting(
        Destination destination, IEnumerable<GateFact> facts, bool isApproved, DateTimeOffset now) => facts
        .GroupBy(fact => fact.Gate)
        .Select(gate => gate.Key switch
        {
            Gate.Approved => Approval(destination, gate, isApproved, now),
            Gate.Executed => destination.State is DestinationState.Delivered ? Newest(gate) : null,

            // Noticed, routed and reviewed once it is so for good.
            _ => gate.MinBy(fact => fact.PassedAt),
        })
        .OfType<GateFact>()
        .ToDictionary(fact => fact.Gate);

    // Whoever approved what is to be sent, is being sent or was delivered; not an approval that ended without that.
    private static GateFact? Approval(Destination destination, IEnumerable<GateFact> facts, bool isApproved, DateTimeOffset now) =>
        destination.State switch
        {
            DestinationState.Closed => null,
            DestinationState.Delivered when !destination.IsRetryGoverned => null,

            // A late report may deliver it by an attempt from before a newer approval.
            DestinationState.Delivered => Newest(facts.Where(fact => fact.PassedAt <= destination.LastAttemptAt)) ?? Newest(facts),
            _ => isApproved || IsBeingSent(destination, now) ? Newest(facts) : null,
        };

    private static bool IsBeingSent(Destination destination, DateTimeOffset now) =>
        destination.IsRetryGoverned && destination.EffectiveState(now) is DestinationState.Sending;

    private static GateFact? Newest(IEnumerable<GateFact> facts) =>
        facts.OrderBy(fact => fact.PassedAt).ThenBy(fact => fact.EvidenceId, StringComparer.Ordinal).LastOrDefault();
}
