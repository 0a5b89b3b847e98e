namespace Cavra.Cli.Terminals;

/// <summary>Shares a terminal's width out among a table's columns so that no word is broken: an id is copied whole or not at all.</summary>
internal static class TableWidths
{
    // A border and a space on either side of each cell, and the border at the end.
    private const int AroundCell = 3;

    /// <summary>The width of each column; null when the words alone need more than there is.</summary>
    /// <param name="lines">The table's head and rows, as text.</param>
    /// <param name="available">The terminal's width.</param>
    public static int[]? Of(IReadOnlyList<IReadOnlyList<string>> lines, int available)
    {
        var columns = lines[0].Count;
        var widths = Enumerable.Range(0, columns).Select(column => lines.Max(line => LongestWord(line[column]))).ToArray();
        var wanted = Enumerable.Range(0, columns).Select(column => lines.Max(line => LongestLine(line[column]))).ToArray();
        var left = available - 1 - (columns * AroundCell) - widths.Sum();
        if (left < 0)
        {
            return null;
        }

        for (; left > 0; left--)
        {
            var neediest = Enumerable.Range(0, columns).MaxBy(column => wanted[column] - widths[column]);
            if (wanted[neediest] == widths[neediest])
            {
                break;
            }

            widths[neediest]++;
        }

        return widths;
    }

    private static int LongestWord(string text) => text.Split([' ', '\n']).Max(word => word.Length);

    private static int LongestLine(string text) => text.Split('\n').Max(line => line.Length);
}
