using System.Globalization;
using System.Text;

namespace Cavra.Infrastructure.Redaction;

/// <summary>Reads one character that is written as an escape: <c>%3D</c>, <c>&amp;quot;</c>, <c>\"</c>, <c>\u0022</c>.</summary>
internal static class Escapes
{
    private const int LongestEntity = 10;

    /// <summary>What the escape that the text begins with stands for; its length is 0 when it begins with none.</summary>
    public static int Read(ReadOnlySpan<char> text, ref Written plain) => text[0] switch
    {
        '%' => Percent(text, ref plain),
        '&' => Entity(text, ref plain),
        '\\' => Backslash(text, ref plain),
        _ => 0,
    };

    // A character beyond ASCII takes as many escapes as it has bytes.
    private static int Percent(ReadOnlySpan<char> text, ref Written plain)
    {
        if (text is [_, 'u' or 'U', ..])
        {
            return Unit(text, 2, 4, ref plain);
        }

        if (text is not [_, var first, var second, ..] || !char.IsAsciiHexDigit(first) || !char.IsAsciiHexDigit(second))
        {
            return 0;
        }

        return first < '8' ? Write((char)((Digit(first) << 4) | Digit(second)), 3, ref plain) : Bytes(text, ref plain);
    }

    private static int Bytes(ReadOnlySpan<char> text, ref Written plain)
    {
        Span<byte> bytes = stackalloc byte[4];
        var count = 0;
        while (count < bytes.Length && text[(count * 3)..] is ['%', var high, var low, ..]
            && char.IsAsciiHexDigit(high) && char.IsAsciiHexDigit(low))
        {
            bytes[count] = (byte)((Digit(high) << 4) | Digit(low));
            if (bytes[count++] < 0x80)
            {
                break;
            }
        }

        Rune.DecodeFromUtf8(bytes[..count], out var rune, out var used);
        return Write(rune.Value, 3 * used, ref plain);
    }

    private static int Digit(char hex) => hex <= '9' ? hex - '0' : (hex | 0x20) - 'a' + 10;

    private static int Entity(ReadOnlySpan<char> text, ref Written plain)
    {
        var end = text[..Math.Min(text.Length, LongestEntity)].IndexOf(';');
        if (end < 2)
        {
            return 0;
        }

        var name = text[1..end];
        if (name[0] != '#')
        {
            return EntityNames.TryGetValue(name, out var value) ? Write(value, end + 1, ref plain) : 0;
        }

        var isHex = name is [_, 'x' or 'X', ..];
        var digits = name[(isHex ? 2 : 1)..];
        var style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        return int.TryParse(digits, style, CultureInfo.InvariantCulture, out var code) ? Write(code, end + 1, ref plain) : 0;
    }

    private static int Backslash(ReadOnlySpan<char> text, ref Written plain) => text.Length < 2 ? 0 : text[1] switch
    {
        '"' or '\'' or '\\' or '/' or '`' => Write(text[1], 2, ref plain),
        'n' => Write('\n', 2, ref plain),
        'r' => Write('\r', 2, ref plain),
        't' => Write('\t', 2, ref plain),
        'u' => Unit(text, 2, 4, ref plain),
        'x' => Unit(text, 2, 2, ref plain),
        _ => 0,
    };

    private static int Unit(ReadOnlySpan<char> text, int start, int digits, ref Written plain) =>
        text.Length >= start + digits
        && int.TryParse(text.Slice(start, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            ? Write((char)code, start + digits, ref plain)
            : 0;

    private static int Write(char c, int length, ref Written plain)
    {
        plain.Append(c == Mask.Sign ? Mask.Written : c);
        return length;
    }

    private static int Write(string characters, int length, ref Written plain)
    {
        plain.Append(characters);
        return length;
    }

    private static int Write(int code, int length, ref Written plain)
    {
        if (code < 0x80 && code >= 0)
        {
            return Write((char)code, length, ref plain);
        }

        return Write(Rune.IsValid(code) ? new Rune(code).ToString() : "\ufffd", length, ref plain);
    }
}
