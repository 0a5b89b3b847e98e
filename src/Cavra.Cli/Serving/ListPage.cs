using Cavra.Cli.Terminals;

namespace Cavra.Cli.Serving;

/// <summary>One page of a list.</summary>
internal sealed record ListPage<T>(IReadOnlyList<T> Items, int Total, bool TotalIsLowerBound, string? NextCursor = null)
{
    /// <summary>Says how much of the list was not shown, and how to see the rest.</summary>
    public void SayWhatIsMissing(Terminal terminal)
    {
        if (NextCursor is not null)
        {
            terminal.Remark($"{Items.Count} of {(TotalIsLowerBound ? "more than " : "")}{Total}. The next: --cursor {NextCursor}");
        }
    }
}
