namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>Private keys in PuTTY's own format, also when cut off at their end.</summary>
internal sealed class PuttyKeys : IRedactionRule
{
    private const string Last = "Private-MAC:";

    private static readonly Occurrences Marker = new("Private-Lines:");

    public void Find(string text, SecretSpans findings)
    {
        for (var at = Marker.Next(text, 0); at >= 0;)
        {
            var end = EndOfKey(text, at);
            findings.Add(at, end, "private_key");
            at = Marker.Next(text, end);
        }
    }

    // Without its last line the rest of the text is the key: better to lose a sentence than to keep half a key.
    private static int EndOfKey(string text, int at)
    {
        var last = text.IndexOf(Last, at, StringComparison.OrdinalIgnoreCase);
        return last < 0
            ? text.Length
            : Characters.EndOfRun(text, Characters.SkipBlanks(text, last + Last.Length), Characters.Alphanumeric);
    }
}
