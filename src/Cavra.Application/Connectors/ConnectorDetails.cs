using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Connectors;

namespace Cavra.Application.Connectors;

/// <summary>A pause of a connector.</summary>
public sealed record ConnectorPauseView(string Reason, string PausedBy, DateTimeOffset PausedAt);

/// <summary>What the circuit breaker of a connector lets through.</summary>
/// <param name="State">Closed, open or half-open.</param>
/// <param name="ConsecutiveFailures">Failures in a row so far.</param>
/// <param name="BlockedUntil">When an attempt may be made again; null when one may now.</param>
public sealed record BreakerView(BreakerState State, int ConsecutiveFailures, DateTimeOffset? BlockedUntil);

/// <summary>One test of a connector.</summary>
public sealed record ConnectorTestView(
    ConnectorTestId TestId, DeliveryEventId EventId, string Connector, string Provider, ConnectorTestState State, string RequestedBy,
    DateTimeOffset BegunAt, DateTimeOffset? CompletedAt, DeliveryOutcome? Outcome, FailureClass? FailureClass, int? StatusCode,
    int? Tries, Fault? Fault, string? Error, int? RetryAfterSeconds, string? AnswerExcerpt, RequestSummary? Request)
{
    public static ConnectorTestView Of(ConnectorTest test, DateTimeOffset now) => new(
        test.Id, test.EventId, test.Connector, test.Provider, test.StateAt(now), test.RequestedBy, test.BegunAt,
        test.Report?.CompletedAt, test.Report?.Outcome, test.Report?.FailureClass, test.Report?.StatusCode, test.Report?.Tries,
        test.Report?.Fault, test.Report?.Error,
        test.Report?.RetryAfter is { } wait ? (int)Math.Min(int.MaxValue, Math.Ceiling(wait.TotalSeconds)) : null,
        test.Report?.AnswerExcerpt, test.Report?.Request);
}
