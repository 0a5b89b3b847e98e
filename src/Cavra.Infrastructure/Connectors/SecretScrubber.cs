using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cavra.Infrastructure.Connectors;

/// <summary>
/// Removes a connector's own secrets from text that a receiver sent, in the spellings in which receivers echo what they were
/// sent.
/// The redactor removes what looks like a secret; this removes what is one.
/// </summary>
internal sealed class SecretScrubber
{
    private const string Mark = "[redacted:connector_secret]";

    // Shorter texts occur in every answer by chance.
    private const int MinLength = 4;
    private const int MinUrlPartLength = 8;

    private readonly string[] _spellings;

    private SecretScrubber(IEnumerable<string> secrets) =>
        // Longest first, so that no part of a longer one is left standing.
        _spellings =
        [
            .. secrets.SelectMany(Spellings)
                .Where(text => text.Length >= MinLength)
                .Distinct()
                .OrderByDescending(text => text.Length),
        ];

    public static SecretScrubber Of(Uri endpoint, IEnumerable<Secret> secrets) =>
        new(secrets.Select(secret => secret.Reveal()).Concat(UrlParts(endpoint)));

    public string Scrub(string text)
    {
        foreach (var spelling in _spellings)
        {
            text = text.Replace(spelling, Mark, StringComparison.OrdinalIgnoreCase);
        }

        return text;
    }

    private static IEnumerable<string> UrlParts(Uri endpoint)
    {
        yield return endpoint.OriginalString;
        yield return endpoint.AbsoluteUri;
        yield return endpoint.Authority;
        yield return endpoint.Host;
        if (endpoint.PathAndQuery.Length >= MinUrlPartLength)
        {
            yield return endpoint.PathAndQuery;
        }

        foreach (var part in endpoint.PathAndQuery.Split('/', '?', '&', '=', ';').Where(part => part.Length >= MinUrlPartLength))
        {
            yield return part;
        }
    }

    private static IEnumerable<string> Spellings(string secret)
    {
        yield return secret;
        yield return Uri.EscapeDataString(secret);
        yield return Uri.UnescapeDataString(secret);
        yield return JsonEncodedText.Encode(secret).Value;
        yield return JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value;
        yield return HtmlEncoder.Default.Encode(secret);
        yield return Convert.ToBase64String(Encoding.UTF8.GetBytes(secret));
    }
}
