using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Delivery.Egress;
using Cavra.Infrastructure.Delivery.Http;
using Cavra.Infrastructure.Delivery.Smtp;

namespace Cavra.Infrastructure.Delivery;

/// <summary>
/// Tells from an exception of the network what went wrong, in words of our own: its message may hold an address.
/// </summary>
internal static class FailureReading
{
    /// <summary>The verdict on a try that ended in this exception; null when the exception is not the network's.</summary>
    public static TryOutcome? Of(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case CredentialRefusedException credential:
                    return credential.Outcome;
                case EgressRefusedException refused:
                    return TryOutcome.Failed(
                        FailureClass.GuardRefused, $"The egress guard refused the destination (rule {refused.Rule}).");
                case AuthenticationException:
                // In TLS 1.3 the receiver refuses our certificate after the handshake: what is read then can't be deciphered. One that
                // comes by itself is no connection's, but a fault of ours.
                case CryptographicException when cause != exception:
                    return NoTls();
            }
        }

        return SmtpFailure.Of(exception) ?? exception switch
        {
            HttpRequestException http => Of(http.HttpRequestError),
            HttpIOException io => Of(io.HttpRequestError),
            InvalidDataException => Of(HttpRequestError.InvalidResponse),
            IOException or SocketException => Of(HttpRequestError.ConnectionError),
            _ => null,
        };
    }

    /// <summary>The verdict where TLS did not come about.</summary>
    public static TryOutcome NoTls() =>
        TryOutcome.Failed(FailureClass.Tls, "No trusted TLS connection to the receiver could be made.");

    public static Fault FaultOf(FailureClass? failure) => failure switch
    {
        null => Fault.None,
        FailureClass.Unreachable or FailureClass.Timeout => Fault.Network,
        FailureClass.GuardRefused or FailureClass.Misconfigured or FailureClass.Interrupted => Fault.Ours,
        _ => Fault.Theirs,
    };

    private static TryOutcome Of(HttpRequestError error) => error switch
    {
        HttpRequestError.SecureConnectionError =>
            NoTls(),
        HttpRequestError.NameResolutionError =>
            TryOutcome.Failed(FailureClass.Unreachable, "The receiver's name could not be resolved."),
        HttpRequestError.ResponseEnded =>
            TryOutcome.Failed(FailureClass.Unreachable, "The receiver closed the connection before its answer was complete."),
        HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.HttpProtocolError =>
            TryOutcome.Failed(FailureClass.ServerError, "The receiver's answer is not a valid HTTP answer."),
        HttpRequestError.ProxyTunnelError =>
            TryOutcome.Failed(FailureClass.Unreachable, "The proxy did not connect to the receiver."),
        _ => TryOutcome.Failed(FailureClass.Unreachable, "The receiver could not be reached."),
    };
}
