using System.Buffers;

namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>Servers of a single word in the paths of network shares: <c>\\server\share</c>.</summary>
internal sealed class NetworkShares : IRedactionRule
{
    private const string Start = @"\\";

    private const int Shortest = 3;

    private static readonly SearchValues<char> Backslash = SearchValues.Create(@"\");

    public void Find(string text, Findings findings)
    {
        for (var at = text.IndexOf(Start, StringComparison.Ordinal); at >= 0;)
        {
            var host = Characters.EndOfRun(text, at, Backslash);
            var end = Characters.EndOfRun(text, host, Characters.Token);
            var begins = at == 0 || Characters.Stops.Contains(text[at - 1]) || text[at - 1] is '(' or '=' or ':' or ',';
            var isDrive = at > 1 && text[at - 1] == ':' && char.IsAsciiLetter(text[at - 2]) && Characters.BeginsWord(text, at - 2);
            if (begins && !isDrive && end - host >= Shortest && end < text.Length && text[end] == '\\')
            {
                findings.Add(host, end, "private_host");
            }

            at = text.IndexOf(Start, end, StringComparison.Ordinal);
        }
    }
}
