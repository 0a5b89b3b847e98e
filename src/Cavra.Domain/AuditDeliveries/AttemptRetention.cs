using Cavra.Domain.Loops;

namespace Cavra.Domain.AuditDeliveries;

/// <summary>How long attempts are kept, and at which destinations they may be removed.</summary>
public static class AttemptRetention
{
    /// <summary>How long they are kept after the end of what they were made for.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    /// <summary>What ended then or before may be removed; an attempt made after it is kept in any case.</summary>
    public static DateTimeOffset OutlivedSince(DateTimeOffset now) => now - Kept;

    /// <summary>Whether the attempts at a destination may be removed, all of them together.</summary>
    /// <param name="destination">The destination.</param>
    /// <param name="facts">The gates that it passed.</param>
    /// <param name="now">The moment of the question.</param>
    public static bool MayGo(Destination destination, IEnumerable<GateFact> facts, DateTimeOffset now) =>
        EndOf(destination, facts, now) <= OutlivedSince(now);

    /// <summary>Whether the attempts at a destination were removed: whatever has ended had at least one.</summary>
    /// <param name="destination">The destination.</param>
    /// <param name="onRecord">How many of its attempts there are.</param>
    public static bool AreRemoved(Destination destination, int onRecord) =>
        onRecord == 0 && destination.State is (DestinationState.Delivered or DestinationState.Closed);

    // A loop ends when it is closed; what has no loop ends with its delivery, or when it will never be tried again.
    private static DateTimeOffset? EndOf(Destination destination, IEnumerable<GateFact> facts, DateTimeOffset now) =>
        destination.AskAgainAt is not null ? null
        : DeliveryLoop.Of(destination, facts, isApproved: false, now) is { } loop ? loop.ClosedAt
        : destination.DeliveredAt ?? destination.GivenUpAt;
}
