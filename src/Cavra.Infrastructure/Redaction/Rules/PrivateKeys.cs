namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>PEM, OpenSSH and PGP private keys, whole or cut off at either end.</summary>
internal sealed class PrivateKeys : IRedactionRule
{
    private const string Rule = "private_key";

    private const int MarkerReach = 60;

    private static readonly Occurrences Marker = new("PRIVATE KEY");

    public void Find(string text, SecretSpans findings)
    {
        var done = 0;
        for (var at = Marker.Next(text, 0); at >= 0; at = Marker.Next(text, Math.Max(at + 1, done)))
        {
            var begin = MarkerWord(text, at, done, "BEGIN");
            var end = begin < 0 ? MarkerWord(text, at, done, "END") : -1;
            if (begin >= 0)
            {
                done = EndOfKey(text, at);
                findings.Add(begin, done, Rule);
            }
            else if (end >= 0)
            {
                // The beginning was cut off: what stands before the end marker is the key.
                findings.Add(done, LineEnd(text, at), Rule);
                done = LineEnd(text, at);
            }
        }
    }

    private static int MarkerWord(string text, int at, int floor, string word)
    {
        var from = Math.Max(floor, at - MarkerReach);
        var before = text.AsSpan(from, at - from);
        var found = before.LastIndexOf(word, StringComparison.OrdinalIgnoreCase);
        if (found < 0 || before[found..].ContainsAny('\r', '\n'))
        {
            return -1;
        }

        return from + before[..found].TrimEnd("- ").Length;
    }

    // Without an end marker the rest of the text is the key: better to lose a sentence than to keep half a key.
    private static int EndOfKey(string text, int at)
    {
        var rest = text.AsSpan(at + 1);
        var marker = rest.IndexOf("END ", StringComparison.OrdinalIgnoreCase);
        while (marker >= 0)
        {
            var line = rest.Slice(marker, Math.Min(MarkerReach, rest.Length - marker));
            if (line.Contains("PRIVATE KEY", StringComparison.OrdinalIgnoreCase))
            {
                return LineEnd(text, at + 1 + marker + line.IndexOf("PRIVATE KEY", StringComparison.OrdinalIgnoreCase));
            }

            var next = rest[(marker + 1)..].IndexOf("END ", StringComparison.OrdinalIgnoreCase);
            marker = next < 0 ? -1 : marker + 1 + next;
        }

        return text.Length;
    }

    private static int LineEnd(string text, int at)
    {
        var end = at + "PRIVATE KEY".Length;
        end = text.AsSpan(end).StartsWith(" BLOCK", StringComparison.OrdinalIgnoreCase) ? end + " BLOCK".Length : end;
        while (end < text.Length && text[end] == '-')
        {
            end++;
        }

        return end;
    }
}
