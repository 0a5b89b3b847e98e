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
