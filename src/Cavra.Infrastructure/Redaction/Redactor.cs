using Cavra.Application.Ports;
using Cavra.Domain.Evidence;
using Cavra.Infrastructure.Redaction.Rules;

namespace Cavra.Infrastructure.Redaction;

/// <summary>Applies every rule to a text. Where two rules find the same part, the one listed first names it.</summary>
internal sealed class Redactor(RedactionOptions options) : IRedactor
{
    // What a mask leaves beside it may be found in its turn, as the value of a name for example.
    // A text that never settles was made so, and goes whole: looking on would take a long text as many rounds as it has words.
    private const int Rounds = 8;

    // JSON in JSON in a URL; each layer is looked at as the text is.
    private const int Layers = 3;

    private readonly PublicUrls _urls = new(new InternalHosts(options));

    private readonly IRedactionRule[] _rules =
    [
        new PrivateKeys(),
        new PuttyKeys(),
        new JsonWebTokens(),
        new VendorTokens(),
        new AzureClientSecrets(),
        new AuthorizationSchemes(),
        new UrlCredentials(),
        new OracleLogins(),
        new WebhookUrls(),
        new QuerySecrets(),
        new Assignments(),
        new OtherPasswordNames(),
        new CommandPasswords(),
        new PasswordInProse(),
        new NetrcLogins(),
        new PowerShellSecrets(),
        new ForeignPasswords(),
        new PrivateAddresses(),
        new AddressNames(),
        new NetworkShares(),
        new InternalHosts(options),
        new HighEntropy(),
    ];

    public RedactedText Redact(string text)
    {
        var (folded, written) = new Marks().Folded(text.Replace(Mask.Sign, Mask.Written));
        var (safe, marks) = Scan(folded, written);
        if (UnicodeFolding.WouldChange(safe))
        {
            (safe, marks) = ScanUndisguised(safe, marks);
        }

        var hits = marks.Hits();
        return new RedactedText(hits.Count > 0 ? marks.Unfolded(safe) : text, hits);
    }

    public string PublicUrl(string url) => _urls.Of(url);

    public string PublicHeader(string name, string value) =>
        PublicHeaders.Allow(name) ? Redact(value).Text : PublicHeaders.Removed;

    private SecretSpans Find(string text)
    {
        var findings = new SecretSpans();
        Apply(text, findings);
        for (var layer = 0; layer < Layers && Unescaped.Of(findings.Reading?.Text ?? text, findings.Reading) is { } reading; layer++)
        {
            findings.Reading = reading;
            Apply(reading.Text, findings);
        }

        return findings;
    }

    private void Apply(string text, SecretSpans findings)
    {
        for (var i = 0; i < _rules.Length; i++)
        {
            findings.Precedence = i;
            _rules[i].Find(text, findings);
        }
    }

    // A text whose disguise hides nothing keeps it: emoji are joined by the very characters that split a token.
    private (string Text, Marks Marks) ScanUndisguised(string text, Marks marks)
    {
        var (plain, folded) = marks.Folded(UnicodeFolding.Fold(text));
        var (safe, found) = Scan(plain, folded);
        return safe != plain ? (safe, found) : (text, marks);
    }

    private (string Text, Marks Marks) Scan(string text, Marks marks)
    {
        for (var round = 0; round <= Rounds; round++)
        {
            var findings = Find(text);
            if (!findings.Any)
            {
                break;
            }

            (text, marks) = round == Rounds ? findings.RemoveAll() : findings.Remove(text, marks);
        }

        return (text, marks);
    }
}

/// <summary>Finds one family of secrets in a text, in time linear in its length, whatever the text.</summary>
internal interface IRedactionRule
{
    void Find(string text, SecretSpans findings);
}
