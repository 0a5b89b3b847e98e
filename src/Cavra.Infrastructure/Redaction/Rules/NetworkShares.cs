namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>Servers of a single word in the paths of network shares: <c>\\server\share</c>.</summary>
internal sealed class NetworkShares : IRedactionRule
{
    private const string Start = @"\\";

    private const int Shortest = 3;

    public void Find(string text, SecretSpans findings)
    {
        for (var at = Next(text, 0); at >= 0;)
        {
            var host = at + Start.Length;
            while (host < text.Length && text[host] == '\\')
            {
                host++;
            }

            var end = Characters.EndOfRun(text, host, Characters.Token);
            if (end - host >= Shortest && end < text.Length && text[end] == '\\' && Begins(text, at))
            {
                findings.Add(host, end, "private_host");
            }

            at = Next(text, end);
        }
    }

    private static int Next(string text, int start) => text.AsSpan(start).IndexOf(Start) is >= 0 and var next ? start + next : -1;

    private static bool Begins(string text, int at)
    {
        var begins = at == 0 || Characters.Stops.Contains(text[at - 1]) || text[at - 1] is '(' or '=' or ':' or ',';
        var isDrive = at > 1 && text[at - 1] == ':' && char.IsAsciiLetter(text[at - 2]) && Characters.BeginsWord(text, at - 2);
        return begins && !isDrive;
    }
}
