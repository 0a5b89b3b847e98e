using Cavra.Domain.AuditDeliveries;

namespace Cavra.Infrastructure.Delivery.Http;

/// <summary>Judges an answer over HTTP by its status; a provider that knows more judges first.</summary>
internal static class HttpVerdict
{
    /// <param name="answer">What the receiver answered.</param>
    /// <param name="success">What a 2xx means.</param>
    public static TryOutcome Of(ReceiverAnswer answer, DeliveryOutcome success = DeliveryOutcome.Accepted) => answer.Status switch
    {
        >= 200 and < 300 => Taken(answer, success),
        >= 300 and < 400 => Failed(FailureClass.Misconfigured, "The receiver answered with a redirect; none is followed.", answer),
        401 or 403 or 407 => Failed(FailureClass.Authentication, "The receiver refused the connector's credentials.", answer),
        410 => Failed(FailureClass.Rejected, "The receiver says that the endpoint is gone for good.", answer),
        429 => Failed(FailureClass.Throttled, "The receiver asks for fewer deliveries.", answer),
        >= 400 and < 500 => Failed(FailureClass.Rejected, $"The receiver rejected the delivery (HTTP {answer.Status}).", answer),
        _ => Failed(FailureClass.ServerError, $"The receiver failed (HTTP {answer.Status}).", answer),
    };

    /// <summary>Of a vendor whose paths are fixed: what is not found there was configured wrongly.</summary>
    public static TryOutcome OfFixedPath(ReceiverAnswer answer, DeliveryOutcome success = DeliveryOutcome.Accepted) =>
        answer.Status is 404 or 405
            ? Failed(FailureClass.Misconfigured, $"The receiver has nothing at the configured place (HTTP {answer.Status}).", answer)
            : Of(answer, success);

    public static TryOutcome Taken(ReceiverAnswer answer, DeliveryOutcome outcome, string? reference = null) =>
        new() { Outcome = outcome, Reply = answer.ToReply(), Reference = reference };

    public static TryOutcome Failed(FailureClass failure, string error, ReceiverAnswer answer) =>
        TryOutcome.Failed(failure, error, answer.ToReply());

    /// <summary>A success by its status whose body is not what the vendor documents: nobody knows whether it has the event.</summary>
    public static TryOutcome Lied(ReceiverAnswer answer, string error) => Failed(FailureClass.NotConfirmed, error, answer);
}
