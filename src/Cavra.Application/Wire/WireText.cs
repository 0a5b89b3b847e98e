using System.Text;

namespace Cavra.Application.Wire;

/// <summary>What text has to be before anything is done with it: well-formed, and something that a database can keep.</summary>
public static class WireText
{
    public const string NoNull = "Text holds no U+0000.";

    public const string WellFormed = "Text is well-formed Unicode in UTF-8: whole characters, not half of one.";

    /// <summary>The rule that a text breaks; null when it breaks none.</summary>
    public static string? Flaw(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return NoNull;
        }

        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var read) is not System.Buffers.OperationStatus.Done)
            {
                return WellFormed;
            }

            rest = rest[read..];
        }

        return null;
    }
}
