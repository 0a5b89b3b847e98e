namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>Tokens that their vendors made recognisable by how they begin.</summary>
internal sealed class VendorTokens : IRedactionRule
{
    private static readonly Occurrences Beginnings = new([.. VendorPrefixes.All.Select(prefix => prefix.Text)]);

    private static readonly Dictionary<string, VendorPrefix> ByText = VendorPrefixes.All.ToDictionary(prefix => prefix.Text);

    public void Find(string text, SecretSpans findings)
    {
        var at = Beginnings.Next(text, 0);
        while (at >= 0)
        {
            var prefix = ByText[Beginnings.WordAt(text, at)];
            at = Beginnings.Next(text, Math.Max(at + 1, Take(text, at, prefix, findings)));
        }
    }

    /// <returns>Where the search goes on.</returns>
    private static int Take(string text, int at, VendorPrefix prefix, SecretSpans findings)
    {
        var tail = at + prefix.Text.Length;
        if (prefix.Opaque && !Characters.BeginsWord(text, at))
        {
            return tail;
        }

        var end = Characters.EndOfRun(text, tail, prefix.Alphabet);
        if (end - tail < prefix.Tail)
        {
            return tail;
        }

        if (prefix.Opaque && !Opaque.Holds(text.AsSpan(tail, end - tail)))
        {
            // Whatever else begins inside this run would have to begin a word of it, and none of the run looks generated.
            return end;
        }

        end = prefix.Rule == "webhook_secret" ? Characters.EndOfRun(text, end, Characters.Base64) : end;
        findings.Add(at, end, prefix.Rule);
        return end;
    }
}
