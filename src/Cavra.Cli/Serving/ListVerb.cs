using System.CommandLine;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Serving;

/// <summary>Makes the verbs that list something: its filters, its pages, and a table of what came.</summary>
internal static class ListVerb
{
    /// <summary>What is said of an empty list that was not narrowed.</summary>
    public const string NothingAtAll = "There is nothing here yet.";

    public static Command Create<T>(
        string name, string description, Terminal terminal, string path, IReadOnlyList<Filter> filters, ListTable<T> table)
    {
        var paging = new PagingOptions();
        return ServerVerb.Create(
            name, description, terminal, [.. filters.Select(filter => filter.Option), .. paging.All],
            (parsed, server, cancellationToken) =>
            {
                (string Parameter, string? Value)[] asked = [.. filters.Select(filter => filter.Of(parsed))];
                return server.GetAsync<ListPage<T>>(
                    path + paging.Query(parsed, asked),
                    page => Show(terminal, page, asked.Any(filter => filter.Value is not null) ? table : table with { Nothing = NothingAtAll }),
                    cancellationToken);
            });
    }

    private static void Show<T>(Terminal terminal, ListPage<T> page, ListTable<T> table)
    {
        terminal.Table(table.Columns, page.Items.Select(table.Row), table.Nothing);
        page.SayWhatIsMissing(terminal);
    }
}

/// <summary>How a list is shown.</summary>
/// <param name="Columns">The heads.</param>
/// <param name="Row">An item's cells.</param>
/// <param name="Nothing">What is said where no item is what the filters ask for.</param>
internal sealed record ListTable<T>(string[] Columns, Func<T, object?[]> Row, string Nothing);

/// <summary>One page of a list.</summary>
/// <param name="Items">What is on it.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="TotalIsLowerBound">Whether there are more than that.</param>
/// <param name="NextCursor">Where the next page begins.</param>
/// <param name="Problems">What is wrong with where the list comes from; few lists have that.</param>
internal sealed record ListPage<T>(
    IReadOnlyList<T> Items, int Total, bool TotalIsLowerBound, string? NextCursor = null, IReadOnlyList<string>? Problems = null)
{
    /// <summary>Says how much of the list was not shown, and how to see the rest.</summary>
    public void SayWhatIsMissing(Terminal terminal)
    {
        foreach (var problem in Problems ?? [])
        {
            terminal.Remark(problem);
        }

        if (NextCursor is not null)
        {
            terminal.Remark($"{Items.Count} of {(TotalIsLowerBound ? "more than " : "")}{Total}. The next: --cursor {NextCursor}");
        }
    }
}
