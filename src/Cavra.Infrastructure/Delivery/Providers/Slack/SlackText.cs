using System.Text;

namespace Cavra.Infrastructure.Delivery.Providers.Slack;

/// <summary>Writes text as Slack's markup wants it, so that nothing in it names people or channels.</summary>
internal static class SlackText
{
    /// <summary>Escaped, and at most so many characters of what is sent; neither a character nor an escape is cut in two.</summary>
    public static string Escaped(string text, int most)
    {
        var (whole, kept, length) = (new StringBuilder(), new StringBuilder(), 0);
        foreach (var rune in text.EnumerateRunes())
        {
            var escaped = Escaped(rune);
            length += rune.IsAscii ? escaped.Length : 1;
            whole.Append(escaped);
            if (length < most)
            {
                kept.Append(escaped);
            }
        }

        return length <= most ? whole.ToString() : kept.Append('…').ToString();
    }

    private static string Escaped(Rune rune) => rune.Value switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        _ => rune.ToString(),
    };
}
