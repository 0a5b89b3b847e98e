using System.Buffers;
using System.Net;

namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>Addresses of private networks, in IPv4 and IPv6 notation.</summary>
internal sealed class PrivateAddresses : IRedactionRule
{
    private const string Rule = "private_address";

    private const int LongestAddress = 45;

    private const int ShortestV4 = 7;

    // Four octal parts of four digits.
    private const int LongestOctal = 19;

    private static readonly SearchValues<char> Dotted = SearchValues.Create("0123456789.");

    private static readonly SearchValues<char> Coloned = SearchValues.Create("0123456789abcdefABCDEF:.");

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    private static readonly SearchValues<char> ZoneEnds = SearchValues.Create(" \t\r\n\"'`<>/],;)");

    public void Find(string text, SecretSpans findings)
    {
        FindV4(text, findings);
        FindV6(text, findings);
    }

    private static void FindV4(string text, SecretSpans findings)
    {
        // An address covers a window as long as the shortest one, so only the last other character in the window counts.
        for (var next = 0; next <= text.Length - ShortestV4;)
        {
            var other = text.AsSpan(next, ShortestV4).LastIndexOfAnyExcept(Dotted);
            if (other >= 0)
            {
                next += other + 1;
                continue;
            }

            var end = Characters.EndOfRun(text, next, Dotted);
            var at = Math.Min(end, Characters.NextOf(text, next, Digits));
            var address = text.AsSpan(at, end - at).TrimEnd('.');
            if (address.Length is >= ShortestV4 and <= LongestOctal && address.Count('.') == 3 && Characters.BeginsWord(text, at)
                && (end == text.Length || !char.IsAsciiLetter(text[end])) && IsPrivateV4(address))
            {
                findings.Add(at, at + address.Length, Rule);
            }

            next = end + 1;
        }
    }

    // Each part in decimal, leading zeros and all, or as octal: some programs read 010 as ten, others as eight.
    private static bool IsPrivateV4(ReadOnlySpan<char> text) =>
        IsPrivateDecimal(text)
        || ((text[0] == '0' || text.Contains(".0", StringComparison.Ordinal))
            && IPAddress.TryParse(text, out var parsed) && AddressRanges.IsPrivate(parsed));

    private static bool IsPrivateDecimal(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[4];
        var count = 0;
        foreach (var part in text.Split('.'))
        {
            if (!byte.TryParse(text[part], out bytes[count++]))
            {
                return false;
            }
        }

        return AddressRanges.IsPrivateV4(bytes);
    }

    // What follows a bracket is a port: of an address in brackets, or of a host that was removed.
    private static bool BeginsAddress(string text, int at) =>
        Characters.BeginsWord(text, at) && (at == 0 || text[at - 1] is not (']' or Mask.Sign));

    private static void FindV6(string text, SecretSpans findings)
    {
        var at = text.IndexOf(':', StringComparison.Ordinal);
        while (at >= 0)
        {
            var end = Characters.EndOfRun(text, at, Coloned);
            var first = at;
            at = text.IndexOf(':', end);
            if (!text.AsSpan(first + 1, end - first - 1).Contains(':'))
            {
                continue;
            }

            var start = Characters.StartOfRun(text, first, Coloned, LongestAddress);
            start += text.AsSpan(start, end - start) is [':', not ':', ..] ? 1 : 0;
            var address = text.AsSpan(start, end - start).TrimEnd('.');
            address = address.EndsWith("::") ? address : address.TrimEnd(':');
            if (address.Length is >= 3 and <= LongestAddress && address.Count(':') >= 2 && BeginsAddress(text, start)
                && (end == text.Length || !char.IsAsciiLetterOrDigit(text[end]))
                && IPAddress.TryParse(address, out var parsed) && AddressRanges.IsPrivate(parsed))
            {
                var hasZone = end < text.Length && text[end] == '%';
                findings.Add(start, hasZone ? Characters.NextOf(text, end, ZoneEnds) : start + address.Length, Rule);
            }
        }
    }
}
