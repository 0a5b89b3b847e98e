using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;

namespace Cavra.Domain.Loops;

/// <summary>A failed destination of an audit delivery and how far it is from being closed: built from facts, never stored.</summary>
/// <param name="DestinationId">The destination.</param>
/// <param name="DeliveryId">Its audit delivery.</param>
/// <param name="AuditId">Its audit package.</param>
/// <param name="Connector">Where it should go.</param>
/// <param name="Provider">The connector's provider.</param>
/// <param name="State">The destination's effective state.</param>
/// <param name="OpenedAt">When it first failed or was held.</param>
/// <param name="ClosedAt">When its end was reached and every gate that applies was passed; null while it is open.</param>
/// <param name="Gates">All gates in their order.</param>
public sealed record DeliveryLoop(
    DestinationId DestinationId,
    AuditDeliveryId? DeliveryId,
    AuditPackageId? AuditId,
    string Connector,
    string Provider,
    DestinationState State,
    DateTimeOffset OpenedAt,
    DateTimeOffset? ClosedAt,
    IReadOnlyList<GateView> Gates)
{
    public bool IsOpen => ClosedAt is null;

    /// <summary>The first gate that applies and was not passed; null when there is none.</summary>
    public Gate? OpenGate => Gates.FirstOrDefault(gate => gate is { Applies: true, IsPassed: false })?.Gate;

    /// <summary>How long it has been, or was, open.</summary>
    public TimeSpan Age(DateTimeOffset now) => (ClosedAt ?? now) - OpenedAt;

    /// <summary>Builds the loop of a destination; null when it has none, because nothing of it ever failed or was held.</summary>
    /// <param name="destination">The destination.</param>
    /// <param name="facts">Evidence of gates passed; see <see cref="GateFacts"/> for which of them count.</param>
    /// <param name="isApproved">Whether an approval of it may be used now.</param>
    /// <param name="now">The moment of the view.</param>
    public static DeliveryLoop? Of(Destination destination, IEnumerable<GateFact> facts, bool isApproved, DateTimeOffset now)
    {
        var isInterrupted = destination.EffectiveState(now) != destination.State;
        if (destination.RepeatsByItself || (destination.OpenSince is null && !isInterrupted))
        {
            return null;
        }

        var openedAt = destination.StandingAt(now).OpenSince;
        var passed = GateFacts.Counting(destination, facts, isApproved, now);
        var gates = GatesOf(destination, passed, openedAt, now);
        var endedAt = destination.DeliveredAt ?? destination.ClosedAt;
        var isClosed = endedAt is not null && gates.TrueForAll(gate => !gate.Applies || gate.IsPassed);

        return new DeliveryLoop(
            destination.Id,
            destination.DeliveryId,
            destination.AuditId,
            destination.Connector,
            destination.Provider,
            destination.EffectiveState(now),
            openedAt,
            isClosed ? gates.Where(gate => gate.Applies).Select(gate => gate.Fact!.PassedAt).Append(endedAt!.Value).Max() : null,
            gates);
    }

    private static List<GateView> GatesOf(
        Destination destination, IReadOnlyDictionary<Gate, GateFact> passed, DateTimeOffset openedAt, DateTimeOffset now)
    {
        var gates = new List<GateView>();
        var since = openedAt;
        var isTurn = true;
        foreach (var gate in Enum.GetValues<Gate>())
        {
            var fact = passed.GetValueOrDefault(gate);
            var applies = Applies(gate, destination, isPassed: fact is not null);
            var until = fact?.PassedAt ?? (applies && isTurn ? now : null);
            gates.Add(new GateView(gate, applies, fact, until < since ? TimeSpan.Zero : until - since));

            since = fact?.PassedAt > since ? fact.PassedAt : since;
            isTurn &= !applies || fact is not null;
        }

        return gates;
    }

    /// <summary>An open loop has every gate before it; an ended one those that its way of ending leads through.</summary>
    private static bool Applies(Gate gate, Destination destination, bool isPassed) => destination.State switch
    {
        // Nobody can be alerted any more to what has ended, so this gate counts only if it was passed.
        DestinationState.Closed or DestinationState.Delivered when gate is Gate.Routed => isPassed,
        DestinationState.Closed => gate is Gate.Noticed or Gate.Reviewed,

        // Delivered without a governed retry: released after a hold, or a late report of an interrupted attempt.
        DestinationState.Delivered when !destination.IsRetryGoverned => isPassed || gate is Gate.Recovered,

        // The policy that it was sent under asked for no acceptance.
        DestinationState.Delivered when gate is Gate.Reviewed => isPassed || !destination.IsReviewWaived,
        _ => true,
    };
}
