using Cavra.Domain.AuditDeliveries;

namespace Cavra.Application.AuditDeliveries;

/// <summary>One attempt at a destination, as answers show it.</summary>
/// <param name="AttemptId">Id of the attempt.</param>
/// <param name="DestinationId">Id of the destination: one event on its way to one connector.</param>
/// <param name="AttemptNumber">1 for the first attempt; of one not made, the number of those made before.</param>
/// <param name="QueuedAt">When it was decided to be made.</param>
/// <param name="StartedAt">When the request was sent; null where it was not made.</param>
/// <param name="CompletedAt">When its result was known; null where it was not made or nobody knows.</param>
/// <param name="WorkerName">Name of the process that did it.</param>
/// <param name="WorkerVersion">Version of the program that made it.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="FailureClass">Why it failed; null where it did not.</param>
/// <param name="HoldReason">Why no attempt was made on purpose; null where it was not held.</param>
/// <param name="StatusCode">HTTP status of the last try; 0 when the receiver was not reached, null when nothing was sent or nobody
/// knows.</param>
/// <param name="AttemptCount">How often the request was sent, quick re-tries included; 0 where it was not, or nobody knows.</param>
/// <param name="AnswerBytes">Size of the last answer's body as far as it was read, in bytes.</param>
/// <param name="AnswerExcerpt">Redacted beginning of the last answer, at most 500 characters; empty where there was none.</param>
/// <param name="Fault">Whose side the failure was on.</param>
/// <param name="Error">One public-safe sentence about the failure; null where there was none.</param>
/// <param name="RetryAfterSeconds">Seconds that the receiver asked to be left alone; null where it did not ask.</param>
/// <param name="Request">What was sent where, secrets and private hosts redacted; null where nothing was sent.</param>
/// <param name="Late">Whether its report came after it had been counted as interrupted.</param>
public sealed record AttemptView(
    AttemptId AttemptId, DestinationId DestinationId, int AttemptNumber, DateTimeOffset QueuedAt, DateTimeOffset? StartedAt,
    DateTimeOffset? CompletedAt, string WorkerName, string WorkerVersion, DeliveryOutcome Outcome, FailureClass? FailureClass,
    HoldReason? HoldReason, int? StatusCode, int AttemptCount, long AnswerBytes, string AnswerExcerpt, Fault Fault, string? Error,
    int? RetryAfterSeconds, RequestSummary? Request, bool Late)
{
    public static AttemptView Of(Attempt attempt) => new(
        attempt.Id, attempt.DestinationId, attempt.Number, attempt.QueuedAt, attempt.StartedAt, attempt.CompletedAt, attempt.Worker.Name,
        attempt.Worker.Version, attempt.Outcome, attempt.FailureClass, attempt.HoldReason, attempt.StatusCode, attempt.Tries,
        attempt.AnswerBytes, attempt.AnswerExcerpt, attempt.Fault, attempt.Error, attempt.RetryAfterSeconds, attempt.Request,
        attempt.IsLate);
}
