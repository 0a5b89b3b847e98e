using System.Buffers;
using System.Net;

namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>
/// Private addresses inside names: <c>ip-10-0-0-1</c>, <c>1.0.0.10.in-addr.arpa</c>; and in hexadecimal, <c>0x0a.0.0.1</c>.
/// </summary>
internal sealed class AddressNames : IRedactionRule
{
    private const string Rule = "private_address";

    private const string Reverse = ".in-addr.arpa";

    private const int Longest = 32;

    private static readonly SearchValues<char> DashedDigits = SearchValues.Create("0123456789-");

    private static readonly Occurrences Signs = new("ip-", Reverse, "0x");

    public void Find(string text, SecretSpans findings)
    {
        for (var at = Signs.Next(text, 0); at >= 0;)
        {
            var sign = Signs.WordAt(text, at);
            var end = at + sign.Length;
            if (sign == Reverse)
            {
                Reversed(text, at, end, findings);
            }
            else if (Characters.BeginsWord(text, at))
            {
                end = Characters.EndOfRun(text, end, Characters.Host);
                var name = text.AsSpan(at, end - at);
                findings.Add(at, at + (sign == "0x" ? Hexadecimal(name) : Dashed(name)), Rule);
            }

            at = Signs.Next(text, end);
        }
    }

    private static void Reversed(string text, int at, int end, SecretSpans findings)
    {
        var start = Characters.StartOfRun(text, at, Characters.Host, Longest);
        Span<byte> bytes = stackalloc byte[4];
        if (Octets(text.AsSpan(start, at - start), '.', bytes) > 0)
        {
            bytes.Reverse();
            findings.Add(start, AddressRanges.IsPrivateV4(bytes) ? end : start, Rule);
        }
    }

    private static int Dashed(ReadOnlySpan<char> name)
    {
        Span<byte> bytes = stackalloc byte[4];
        name = name["ip-".Length..];
        var length = name.IndexOfAnyExcept(DashedDigits) is >= 0 and var other ? other : name.Length;
        return Octets(name[..length], '-', bytes) > 0 && AddressRanges.IsPrivateV4(bytes) ? "ip-".Length + length : 0;
    }

    private static int Hexadecimal(ReadOnlySpan<char> name)
    {
        var address = name.TrimEnd('.');
        return address.Length <= Longest && address.Count('.') == 3
            && IPAddress.TryParse(address, out var parsed) && AddressRanges.IsPrivate(parsed) ? address.Length : 0;
    }

    /// <returns>How many octets the text has; 0 when it is not exactly four.</returns>
    private static int Octets(ReadOnlySpan<char> text, char separator, Span<byte> bytes)
    {
        var count = 0;
        foreach (var part in text.Split(separator))
        {
            if (count == bytes.Length || !byte.TryParse(text[part], out bytes[count++]))
            {
                return 0;
            }
        }

        return count == bytes.Length ? count : 0;
    }
}
