using Cavra.Cli.Terminals;

namespace Cavra.Cli.Serving;

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
