using Cavra.Domain.Evidence;

namespace Cavra.Application.Ports;

/// <summary>Makes text public-safe. Linear in the text's length, whatever the text.</summary>
public interface IRedactor
{
    /// <summary>Replaces every secret, private address and internal host name by <c>[redacted:rule]</c>.</summary>
    RedactedText Redact(string text);

    /// <summary>Scheme and host of a URL and nothing else; a private host becomes <c>[private-host]</c>.</summary>
    string PublicUrl(string url);

    /// <summary>A header's value if the header is on the allow-list, else <c>[redacted]</c>.</summary>
    string PublicHeader(string name, string value);
}
