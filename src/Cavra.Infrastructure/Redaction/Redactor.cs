using Cavra.Application.Ports;
using Cavra.Domain.Evidence;
using Cavra.Infrastructure.Redaction.Rules;

namespace Cavra.Infrastructure.Redaction;

/// <summary>Applies every rule to a text. Where two rules find the same part, the one listed first names it.</summary>
internal sealed class Redactor(RedactionOptions options) : IRedactor
{
    // Where a mask touches other text, both together may be found again; each round leaves less to find.
    private const int Rounds = 4;

    private readonly PublicUrls _urls = new(new InternalHosts(options));

    private readonly IRedactionRule[] _rules =
    [
        new PrivateKeys(),
        new JsonWebTokens(),
        new VendorTokens(),
        new AzureClientSecrets(),
        new AuthorizationSchemes(),
        new UrlCredentials(),
        new WebhookUrls(),
        new QuerySecrets(),
        new Assignments(),
        new SpokenPasswords(),
        new PrivateAddresses(),
        new InternalHosts(options),
        new HighEntropy(),
    ];

    public RedactedText Redact(string text)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var safe = Scan(text, counts);
        if (Disguise.IsWorn(safe))
        {
            safe = ScanUndisguised(safe, counts);
        }

        return new RedactedText(safe, [.. counts.Select(hit => new RedactionHit(hit.Key, hit.Value))]);
    }

    public string PublicUrl(string url) => _urls.Of(url);

    public string PublicHeader(string name, string value) =>
        PublicHeaders.Allow(name) ? Redact(value).Text : PublicHeaders.Removed;

    // A text whose disguise hides nothing keeps it: emoji are joined by the very characters that split a token.
    private string ScanUndisguised(string text, SortedDictionary<string, int> counts)
    {
        var before = counts.Values.Sum();
        var safe = Scan(Disguise.Off(text), counts);
        return counts.Values.Sum() > before ? safe : text;
    }

    private string Scan(string text, SortedDictionary<string, int> counts)
    {
        var again = true;
        for (var round = 0; again && round < Rounds; round++)
        {
            var findings = new Findings();
            for (var i = 0; i < _rules.Length; i++)
            {
                findings.Precedence = i;
                _rules[i].Find(text, findings);
            }

            if (!findings.Any)
            {
                break;
            }

            (text, again) = findings.Remove(text, counts);
        }

        return text;
    }
}
