using System.Globalization;
using Cavra.Domain.AuditDeliveries;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Cavra.Infrastructure.Delivery.Smtp;

/// <summary>Tells from an exception of a conversation by SMTP what went wrong.</summary>
internal static class SmtpFailure
{
    /// <summary>The verdict; null when the exception is not of SMTP.</summary>
    public static TryOutcome? Of(Exception exception) => exception switch
    {
        SslHandshakeException => FailureReading.NoTls(),
        AuthenticationException { InnerException: SmtpCommandException refused } => OfLogin(refused),
        AuthenticationException => TryOutcome.Failed(FailureClass.Authentication, "The relay refused the connector's credentials."),
        SmtpCommandException refused => Of(refused),
        ServiceNotAuthenticatedException => TryOutcome.Failed(FailureClass.Authentication, "The relay asks for a login.", ReplyOf(530, exception.Message)),
        ProtocolException or ServiceNotConnectedException => TryOutcome.Failed(
            FailureClass.Unreachable, "The relay broke the conversation off; whether it has the mail is unknown."),
        _ => null,
    };

    /// <summary>What the relay said, as it is judged: what passes takes minutes, so it is never tried again at once.</summary>
    public static Reply ReplyOf(int code, string text) => new(code, OneLine($"{code} {text}"), text.Length);

    private static TryOutcome Of(SmtpCommandException refused)
    {
        var code = (int)refused.StatusCode;
        var (failure, error) = code switch
        {
            450 or 451 => (FailureClass.Throttled, "The relay asks to try again in some minutes"),
            >= 400 and < 500 => (FailureClass.ServerError, "The relay can't take mail now"),
            530 or 534 or 535 or 538 => (FailureClass.Authentication, "The relay refused the connector's credentials"),
            _ when refused.ErrorCode is SmtpErrorCode.RecipientNotAccepted => (FailureClass.Rejected, "The relay refused a recipient"),
            _ => (FailureClass.Rejected, "The relay refused the mail"),
        };
        return TryOutcome.Failed(
            failure, string.Create(CultureInfo.InvariantCulture, $"{error} (SMTP {code})."), ReplyOf(code, refused.Message));
    }

    private static TryOutcome OfLogin(SmtpCommandException refused) => (int)refused.StatusCode is >= 400 and < 500
        ? Of(refused)
        : TryOutcome.Failed(
            FailureClass.Authentication,
            "The relay refused the connector's credentials.",
            ReplyOf((int)refused.StatusCode, refused.Message));

    private static string OneLine(string text) => Content.VendorText.OneLine(text);
}
