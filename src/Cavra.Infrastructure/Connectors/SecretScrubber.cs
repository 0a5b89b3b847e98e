using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cavra.Infrastructure.Delivery.Providers;

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

    // Of secrets that come by the network, such as tokens: those that requests under way may still hold.
    private const int MostLearnt = 4;

    private readonly string[] _configured;
    private readonly Queue<string> _learnt = new();
    private volatile string[] _spellings;

    private SecretScrubber(IEnumerable<string> configured)
    {
        _configured = [.. configured];
        _spellings = Spelt(_configured);
    }

    public static SecretScrubber Of(ConnectorTarget target, IEnumerable<Secret> secrets) =>
        new(secrets.Select(secret => secret.Reveal()).Concat(target.Url is { } url ? UrlParts(url) : [target.Address, target.Host]));

    /// <summary>Adds a secret that was fetched while sending; of more than a few the oldest is forgotten.</summary>
    public void Learn(Secret secret)
    {
        lock (_learnt)
        {
            _learnt.Enqueue(secret.Reveal());
            if (_learnt.Count > MostLearnt)
            {
                _learnt.Dequeue();
            }

            _spellings = Spelt([.. _configured, .. _learnt]);
        }
    }

    public string Scrub(string text)
    {
        foreach (var spelling in _spellings)
        {
            text = text.Replace(spelling, Mark, StringComparison.OrdinalIgnoreCase);
        }

        return text;
    }

    // Longest first, so that no part of a longer one is left standing.
    private static string[] Spelt(IEnumerable<string> secrets) =>
    [
        .. secrets.SelectMany(Spellings).Where(text => text.Length >= MinLength).Distinct().OrderByDescending(text => text.Length),
    ];

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
