using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Connectors;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Connectors;

/// <summary>Attempts through a connector that ended alike.</summary>
/// <param name="Outcome">How they ended.</param>
/// <param name="FailureClass">Why they failed; null where they did not.</param>
/// <param name="HoldReason">Why none was made on purpose; null where they were not held.</param>
/// <param name="Count">How many of the newest attempts they are.</param>
/// <param name="LastAttemptAt">When the newest of them was recorded.</param>
/// <param name="StatusCode">HTTP status of the newest of them; 0 when the receiver was not reached, null when nothing was sent or
/// nobody knows.</param>
public sealed record AttemptClassView(
    DeliveryOutcome Outcome, FailureClass? FailureClass, HoldReason? HoldReason, int Count, DateTimeOffset LastAttemptAt, int? StatusCode)
{
    /// <param name="endings">How attempts ended, newest first.</param>
    internal static IReadOnlyList<AttemptClassView> Of(IEnumerable<AttemptEnding> endings) =>
    [
        .. endings.GroupBy(ending => (ending.Outcome, ending.FailureClass, ending.HoldReason)).Select(alike => new AttemptClassView(
            alike.Key.Outcome, alike.Key.FailureClass, alike.Key.HoldReason, alike.Count(), alike.First().RecordedAt, alike.First().StatusCode)),
    ];
}

/// <summary>How one attempt ended.</summary>
internal sealed record AttemptEnding(
    DeliveryOutcome Outcome, FailureClass? FailureClass, HoldReason? HoldReason, int? StatusCode, DateTimeOffset RecordedAt);

/// <summary>Finds attempts by connector.</summary>
internal static class ConnectorAttempts
{
    /// <summary>The newest attempts through a connector, newest first: so many are read, however many there are.</summary>
    public static IQueryable<Attempt> NewestThrough(this IQueryable<Attempt> attempts, string connector, int most) =>
        attempts.AsNoTracking().Where(attempt => attempt.Connector == connector).OrderByDescending(attempt => attempt.Id).Take(most);
}

/// <summary>One opening or closing of a connector's circuit.</summary>
/// <param name="Change">Whether it opened, stayed open because its probe failed, or closed.</param>
/// <param name="OccurredAt">When.</param>
/// <param name="ConsecutiveFailures">Failures in a row by then; of a closing, those that it ended.</param>
/// <param name="BlockedUntil">Until when it was open; null of a closing.</param>
public sealed record BreakerChangeView(BreakerTurn Change, DateTimeOffset OccurredAt, int ConsecutiveFailures, DateTimeOffset? BlockedUntil)
{
    internal static BreakerChangeView Of(BreakerChange change) =>
        new(change.Change, change.OccurredAt, change.ConsecutiveFailures, change.BlockedUntil);
}
