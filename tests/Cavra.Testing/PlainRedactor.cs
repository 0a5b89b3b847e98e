using System.Text.RegularExpressions;
using Cavra.Application.Ports;
using Cavra.Domain.Evidence;

namespace Cavra.Testing;

/// <summary>
/// Knows a single kind of secret, and shows every header: what it leaves standing, delivery itself must have removed.
/// </summary>
internal sealed partial class PlainRedactor : IRedactor
{
    public RedactedText Redact(string text)
    {
        var count = ForeignSecret().Count(text);
        return new RedactedText(
            ForeignSecret().Replace(text, "[redacted:foreign]"), count == 0 ? [] : [new RedactionHit("foreign", count)]);
    }

    public string PublicUrl(string url) => $"{new Uri(url).Scheme}://[private-host]";

    public string PublicHeader(string name, string value) => value;

    [GeneratedRegex("foreign-secret-[a-z0-9]+")]
    private static partial Regex ForeignSecret();
}
