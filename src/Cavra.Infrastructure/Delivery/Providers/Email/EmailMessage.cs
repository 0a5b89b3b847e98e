using System.Globalization;
using System.Net;
using System.Text;
using Cavra.Infrastructure.Delivery.Content;
using MimeKit;

namespace Cavra.Infrastructure.Delivery.Providers.Email;

/// <summary>What an event is to the reader of a mail.</summary>
internal static class EmailMessage
{
    private const int MaxSubject = 200;
    private const int MaxText = 1000;
    private const int MaxLines = 50;

    public static MimeMessage Of(DeliveryTry attempt, EmailSettings settings, MailboxAddress recipient, DateTimeOffset now)
    {
        var digest = EventDigest.Of(attempt.Event);
        var message = new MimeMessage
        {
            MessageId = Id(attempt.Event.Id, settings),
            Date = now,
            Subject = VendorText.Characters(VendorText.OneLine($"{settings.SubjectPrefix} {digest.Title}"), MaxSubject),
            Body = new MultipartAlternative(Part("plain", Plain(attempt, digest)), Part("html", Html(attempt, digest))),
        };
        message.From.Add(settings.From);
        message.To.Add(recipient);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-Cavra-Event-Id", VendorText.OneLine(attempt.Event.Id));
        message.Headers.Add("X-Cavra-Attempt", attempt.Number.ToString(CultureInfo.InvariantCulture));
        if (digest.Episode is { } episode)
        {
            message.InReplyTo = Id($"episode.{episode}", settings);
            message.References.Add(message.InReplyTo);
        }

        return message;
    }

    private static string Id(string name, EmailSettings settings) =>
        $"{string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-'))}@{settings.From.Domain}";

    private static TextPart Part(string kind, string text)
    {
        var part = new TextPart(kind) { ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        part.SetText(Encoding.UTF8, text);
        return part;
    }

    private static string Plain(DeliveryTry attempt, EventDigest digest) => new StringBuilder()
        .Append(Fitted(digest.Title)).Append("\r\n\r\n")
        .AppendJoin("", digest.Lines.Take(MaxLines).Select(line => $"- {Fitted(line)}\r\n"))
        .AppendJoin("", Facts(attempt, digest).Select(fact => $"{fact.Key}: {Fitted(fact.Value)}\r\n"))
        .ToString();

    private static string Html(DeliveryTry attempt, EventDigest digest) => new StringBuilder("<!DOCTYPE html>\r\n<html><body>\r\n<p>")
        .Append(Escaped(digest.Title)).Append("</p>\r\n<ul>\r\n")
        .AppendJoin("", digest.Lines.Take(MaxLines).Select(line => $"<li>{Escaped(line)}</li>\r\n"))
        .Append("</ul>\r\n<table>\r\n")
        .AppendJoin("", Facts(attempt, digest).Select(fact =>
            $"<tr><th align=\"left\">{Escaped(fact.Key)}</th><td>{Escaped(fact.Value)}</td></tr>\r\n"))
        .Append("</table>\r\n</body></html>\r\n")
        .ToString();

    private static IEnumerable<KeyValuePair<string, string>> Facts(DeliveryTry attempt, EventDigest digest) =>
    [
        .. digest.Facts,
        new("Workspace", attempt.Workspace),
        new("Event", attempt.Event.Id),
        new("Occurred at", JsonBody.Instant(attempt.Event.Time)),
    ];

    private static string Fitted(string text) => VendorText.Characters(VendorText.OneLine(text), MaxText);

    private static string Escaped(string text) => WebUtility.HtmlEncode(Fitted(text));
}
