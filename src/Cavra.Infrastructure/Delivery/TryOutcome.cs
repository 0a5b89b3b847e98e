using Cavra.Domain.AuditDeliveries;

namespace Cavra.Infrastructure.Delivery;

/// <summary>How one try ended.</summary>
internal sealed record TryOutcome
{
    private static readonly TimeSpan LongestQuickWait = TimeSpan.FromSeconds(5);

    public required DeliveryOutcome Outcome { get; init; }

    /// <summary>Null exactly when the try did not fail.</summary>
    public FailureClass? Failure { get; init; }

    /// <summary>One public-safe sentence; null when the try did not fail.</summary>
    public string? Error { get; init; }

    /// <summary>The answer that decided; null when there was none, or no whole one.</summary>
    public ReceiverAnswer? Answer { get; init; }

    /// <summary>
    /// Whether trying again at once may help: the receiver was away for a moment, or named a wait of at most 5 s.
    /// </summary>
    public bool IsWorthAQuickRetry => Answer is { RetryAfter: { } wait } && wait > LongestQuickWait
        ? false
        : Answer?.Status switch
        {
            502 or 503 or 504 => true,
            429 => Answer.RetryAfter is not null,
            null => Failure is FailureClass.Unreachable or FailureClass.Timeout,
            _ => false,
        };

    /// <summary>Judges an answer by its status alone.</summary>
    /// <param name="answer">What the receiver answered.</param>
    /// <param name="success">What a 2xx means.</param>
    public static TryOutcome Of(ReceiverAnswer answer, DeliveryOutcome success = DeliveryOutcome.Accepted) => answer.Status switch
    {
        >= 200 and < 300 => new TryOutcome { Outcome = success, Answer = answer },
        >= 300 and < 400 => Failed(FailureClass.Rejected, "The receiver answered with a redirect; none is followed.", answer),
        401 or 403 or 407 => Failed(FailureClass.Authentication, "The receiver refused the connector's credentials.", answer),
        410 => Failed(FailureClass.Rejected, "The receiver says that the endpoint is gone for good.", answer),
        429 => Failed(FailureClass.Throttled, "The receiver asks for fewer deliveries.", answer),
        >= 400 and < 500 => Failed(FailureClass.Rejected, $"The receiver rejected the delivery (HTTP {answer.Status}).", answer),
        _ => Failed(FailureClass.ServerError, $"The receiver failed (HTTP {answer.Status}).", answer),
    };

    public static TryOutcome Failed(FailureClass failure, string error, ReceiverAnswer? answer = null) =>
        new() { Outcome = DeliveryOutcome.Failed, Failure = failure, Error = error, Answer = answer };
}
