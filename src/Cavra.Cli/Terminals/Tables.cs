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

        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns([.. columns.Select(column => new TableColumn(Markup.Escape(column)))]);
        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(PlainText.Of(Cell(cell)))));
        }

        if (table.Rows.Count == 0)
        {
            terminal.Say(nothing);
            return;
        }

        terminal.Out.Write(table);
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
