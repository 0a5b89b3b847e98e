using Cavra.Application.AuditDeliveries;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Connectors;

namespace Cavra.Application.Connectors;

/// <summary>A pause of a connector.</summary>
/// <param name="Reason">Why, as whoever paused it says.</param>
/// <param name="PausedBy">Who paused it, by the credential's name.</param>
/// <param name="PausedAt">When it was paused.</param>
public sealed record ConnectorPauseView(string Reason, string PausedBy, DateTimeOffset PausedAt);

/// <summary>What the circuit breaker of a connector lets through.</summary>
/// <param name="State">Closed, open or half-open.</param>
/// <param name="ConsecutiveFailures">Failures in a row so far.</param>
/// <param name="BlockedUntil">When an attempt may be made again; null when one may now.</param>
public sealed record BreakerView(BreakerState State, int ConsecutiveFailures, DateTimeOffset? BlockedUntil);

/// <summary>One test of a connector.</summary>
/// <param name="TestId">Id of the test.</param>
/// <param name="EventId">Id of the event sent; the same at every attempt, so that a receiver can drop a duplicate.</param>
/// <param name="Connector">Name of the connector as configured.</param>
/// <param name="Provider">Vendor of the connector.</param>
/// <param name="State">Whether it is under way, passed, failed, or nobody lived to report it.</param>
/// <param name="RequestedBy">Who asked for the test, by the credential's name.</param>
/// <param name="BegunAt">When it was begun.</param>
/// <param name="CompletedAt">When it ended; null while it has not.</param>
/// <param name="Outcome">How it ended; null while nobody knows.</param>
/// <param name="FailureClass">Why it failed; null where it did not.</param>
/// <param name="StatusCode">HTTP status of the last try; 0 when the receiver was not reached, null while nobody knows.</param>
/// <param name="Tries">How often the request was sent, quick re-tries included; null while nobody knows.</param>
/// <param name="Fault">Whose side the failure was on.</param>
/// <param name="Error">One public-safe sentence about the failure; null where there was none.</param>
/// <param name="RetryAfterSeconds">Seconds that the receiver asked to be left alone; null where it did not ask.</param>
/// <param name="AnswerExcerpt">Redacted beginning of the last answer, at most 500 characters; null while there is none.</param>
/// <param name="Request">What was sent where, secrets and private hosts redacted; null where nothing was sent.</param>
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

/// <summary>Takes a begun test over the network and has it recorded: the same engine, guard and care as of a live delivery.</summary>
public sealed class ConnectorTests(DeliveryRounds rounds)
{
    public async Task<Result<ConnectorTestAnswer>> FinishAsync(BegunConnectorTest begun)
    {
        var report = await rounds.SendAsync(begun.DeliveryRequest);
        return await rounds.RecordAsync(new RecordConnectorTest(begun.TestId, report), begun.Terms.Lease);
    }
}
