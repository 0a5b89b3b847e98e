using System.Globalization;
using Spectre.Console;

namespace Cavra.Cli.Terminals;

/// <summary>Lists: a table for a person, for other programs one item a line with tabs between its parts.</summary>
internal static class Tables
{
    /// <summary>Prints a table, or that there is nothing to print.</summary>
    public static void Table(
        this Terminal terminal, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows, string nothing)
    {
        if (!terminal.IsPerson)
        {
            Lines(terminal, [.. rows], nothing);
            return;
        }

        IReadOnlyList<IReadOnlyList<string>> cells = [.. rows.Select(row => row.Select(cell => PlainText.Of(Cell(cell))).ToList())];
        if (cells.Count == 0)
        {
            terminal.Say(nothing);
        }
        else if (TableWidths.Of([columns, .. cells], terminal.Out.Profile.Width) is { } widths)
        {
            Columns(terminal, columns, cells, widths);
        }
        else
        {
            Blocks(terminal, columns, cells);
        }
    }

    private static void Columns(
        Terminal terminal, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> cells, int[] widths)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns([.. columns.Select((column, place) => new TableColumn(Markup.Escape(column)) { Width = widths[place] })]);
        foreach (var row in cells)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        terminal.Out.Write(table);
    }

    // Where the columns do not fit side by side they stand below each other, each whole.
    private static void Blocks(Terminal terminal, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> cells)
    {
        var width = columns.Max(column => column.Length);
        foreach (var row in cells)
        {
            foreach (var (place, cell) in row.Index())
            {
                terminal.OutputWriter.WriteLine($"{columns[place].PadRight(width)}  {cell}");
            }

            terminal.OutputWriter.WriteLine();
        }
    }

    private static void Lines(Terminal terminal, IReadOnlyList<IReadOnlyList<object?>> rows, string nothing)
    {
        if (rows.Count == 0)
        {
            terminal.Remark(nothing);
        }

        foreach (var row in rows)
        {
            terminal.OutputWriter.WriteLine(string.Join('\t', row.Select(cell => PlainText.Of(Cell(cell).Replace('\t', ' ').ReplaceLineEndings(" ")))));
        }
    }

    private static string Cell(object? value) => value switch
    {
        null => "-",
        DateTimeOffset instant => instant.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        bool flag => flag ? "yes" : "no",
        IEnumerable<string> list => string.Join(", ", list) is { Length: > 0 } text ? text : "-",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "-",
    };
}

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
