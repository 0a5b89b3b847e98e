using System.Buffers;
using System.Globalization;
using System.Text;

namespace Cavra.Domain.Evidence.Log;

/// <summary>What C2SP <c>signed-note</c> lets stand in a note.</summary>
internal static class NoteText
{
    /// <summary>Whether it has a UTF-8 form, and no control characters (below U+0020) but newlines.</summary>
    public static bool IsClean(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var status = Rune.DecodeFromUtf16(text, out var rune, out var length);
            if (status is not OperationStatus.Done || (rune.Value < ' ' && rune.Value != '\n'))
            {
                return false;
            }

            text = text[length..];
        }

        return true;
    }

    /// <summary>Whether it can stand as one line of its own: clean, not empty, no newline.</summary>
    public static bool IsLine(string line) => line.Length > 0 && !line.Contains('\n', StringComparison.Ordinal) && IsClean(line);

    /// <summary>Whether it can name a key: a line without Unicode spaces and plus signs.</summary>
    public static bool IsKeyName(string name) => IsLine(name) && !name.Any(c => char.IsWhiteSpace(c) || c == '+');

    /// <summary>Reads a decimal from 0 up, in the one spelling without leading zeros.</summary>
    public static bool TryParseNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
        && string.Equals(number.ToString(CultureInfo.InvariantCulture), text, StringComparison.Ordinal);
}

/// <summary>Standard base64 (RFC 4648, section 4) read strictly: one value has exactly one spelling.</summary>
internal static class Base64Text
{
    public static bool TryDecode(string? text, out byte[] bytes)
    {
        bytes = [];
        if (text is null || text.Length % 4 != 0)
        {
            return false;
        }

        var buffer = new byte[text.Length / 4 * 3];
        if (!Convert.TryFromBase64String(text, buffer, out var length))
        {
            return false;
        }

        // The platform skips white space and ignores left-over bits: only writing it again shows that nothing was hidden.
        bytes = buffer[..length];
        return string.Equals(Convert.ToBase64String(bytes), text, StringComparison.Ordinal);
    }
}
