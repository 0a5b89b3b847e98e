using Cavra.Domain.AuditDeliveries;

namespace Cavra.Application.AuditDeliveries;

/// <summary>One attempt at a destination, as answers show it.</summary>
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
