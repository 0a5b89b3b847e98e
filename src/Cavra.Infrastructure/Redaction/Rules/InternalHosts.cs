
using Cavra.Infrastructure.Net;

namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>Names of hosts that only resolve inside the company, known by how they end.</summary>
internal sealed class InternalHosts : IRedactionRule
{
    private const string Rule = "private_host";

    // In a text "metadata" is a word like any other; in a URL it is found as any host of a single word is.
    private static readonly string[] LocalHosts =
        [.. LocalNames.Loopback, .. LocalNames.Metadata.Where(name => name.Contains('.', StringComparison.Ordinal))];

    private readonly string[] _suffixes;

    private readonly Occurrences _endings;

    public InternalHosts(RedactionOptions options)
    {
        _suffixes = [.. options.InternalSuffixes.Select(suffix => "." + suffix.Trim().Trim('.'))];
        _endings = new Occurrences([.. LocalHosts, .. _suffixes]);
    }

    /// <summary>Whether a bare host name is internal.</summary>
    public bool Holds(string host) =>
        LocalNames.Broken(host) is not null
        || _suffixes.Any(suffix => host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));

    public void Find(string text, SecretSpans findings)
    {
        var done = 0;
        for (var at = _endings.Next(text, 0); at >= 0; at = _endings.Next(text, Math.Max(at + 1, done)))
        {
            var ending = _endings.WordAt(text, at);
            var end = at + ending.Length;
            if (!EndsHost(text, end))
            {
                continue;
            }

            var start = StartOfHost(text, at, done);
            if (text[start] != '.' && (ending[0] == '.' || IsLocal(text, start, at, ending)))
            {
                findings.Add(start, end, Rule);
                done = end;
            }
        }
    }

    // What stands under localhost is the same machine; under any other name it is another.
    private static bool IsLocal(string text, int start, int at, string name) =>
        Characters.BeginsWord(text, at)
        && (start == at || (name == LocalNames.Localhost && text[at - 1] == '.'));

    // May begin with a dot, as the name of a file such as ".env.local" does; no host's name does.
    private static int StartOfHost(string text, int at, int floor) =>
        floor + text.AsSpan(floor, at - floor).LastIndexOfAnyExcept(Characters.Host) + 1;

    private static bool EndsHost(string text, int end) =>
        end == text.Length
        || (text[end] == '.'
            ? end + 1 == text.Length || !Characters.Host.Contains(text[end + 1])
            : !Characters.Token.Contains(text[end]));
}
