using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Cavra.Domain.Evidence.Log;
using Cavra.Infrastructure.Delivery.Egress;

namespace Cavra.Infrastructure.Evidence.Log.Witnesses;

/// <summary>What came of asking a witness: one of a cosignature, a size and a failure.</summary>
/// <param name="Failure">Why there is no cosignature.</param>
/// <param name="Line">The verified cosignature.</param>
/// <param name="Time">When the witness says that it signed.</param>
/// <param name="KnownSize">The size that it wants to be asked with, in entries.</param>
internal sealed record WitnessReply(WitnessFailure? Failure, NoteSignature? Line, DateTimeOffset? Time, long? KnownSize)
{
    public static WitnessReply Of(WitnessFailure failure) => new(failure, Line: null, Time: null, KnownSize: null);
}

/// <summary>Tells what went wrong by its kind alone: what a witness answered is not repeated.</summary>
internal static class WitnessTrouble
{
    public static WitnessFailure Of(Exception failure) => failure switch
    {
        EgressRefusedException => WitnessFailure.EgressRefused,
        LongAnswerException => WitnessFailure.TooLong,
        DecoderFallbackException => WitnessFailure.Garbage,
        OperationCanceledException => WitnessFailure.TimedOut,
        AuthenticationException => WitnessFailure.UntrustedCertificate,
        SocketException => WitnessFailure.Unreachable,
        { InnerException: { } inner } => Of(inner),
        _ => WitnessFailure.Unreachable,
    };
}
