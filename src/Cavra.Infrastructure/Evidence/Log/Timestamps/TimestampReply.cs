using System.Formats.Asn1;
using System.Net.Sockets;
using System.Numerics;
using System.Security.Authentication;
using Cavra.Domain.Evidence.Log;
using Cavra.Infrastructure.Delivery.Egress;

namespace Cavra.Infrastructure.Evidence.Log.Timestamps;

/// <summary>What came of asking for a time-stamp: a token or a failure.</summary>
/// <param name="Failure">Why there is no token.</param>
/// <param name="Token">In DER.</param>
/// <param name="StampedAt">When the authority says that it was made.</param>
/// <param name="Authority">The subject of the certificate that signed it, as it stands there.</param>
internal sealed record TimestampReply(TimestampFailure? Failure, byte[]? Token, DateTimeOffset? StampedAt, string? Authority)
{
    // PKIStatus (RFC 3161, 2.4.2): granted, and granted with modifications.
    private static readonly BigInteger LastGranted = BigInteger.One;

    public static TimestampReply Of(TimestampFailure failure) => new(failure, Token: null, StampedAt: null, Authority: null);

    /// <summary>Takes the token out of an answer (TimeStampResp); nothing of it is verified here.</summary>
    public static TimestampReply Read(byte[] body)
    {
        try
        {
            var reader = new AsnReader(body, AsnEncodingRules.DER);
            var answer = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            if (answer.ReadSequence().ReadInteger() > LastGranted)
            {
                return Of(TimestampFailure.Rejected);
            }

            var token = answer.ReadEncodedValue().ToArray();
            answer.ThrowIfNotEmpty();
            return new TimestampReply(Failure: null, token, StampedAt: null, Authority: null);
        }
        catch (AsnContentException)
        {
            return Of(TimestampFailure.Garbage);
        }
    }
}

/// <summary>Tells what went wrong by its kind alone: what an authority answered is not repeated.</summary>
internal static class TimestampTrouble
{
    public static TimestampFailure Of(Exception failure) => failure switch
    {
        EgressRefusedException => TimestampFailure.EgressRefused,
        LongAnswerException => TimestampFailure.TooLong,
        OperationCanceledException => TimestampFailure.TimedOut,
        AuthenticationException => TimestampFailure.UntrustedCertificate,
        SocketException => TimestampFailure.Unreachable,
        { InnerException: { } inner } => Of(inner),
        _ => TimestampFailure.Unreachable,
    };
}
