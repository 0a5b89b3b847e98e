using Cavra.Domain.Evidence;

namespace Cavra.Application.Wire;

/// <summary>Which part of a list is asked for.</summary>
/// <param name="Limit">1 to 200.</param>
/// <param name="Offset">0 to 10,000; not together with a cursor.</param>
/// <param name="Cursor">Where the page before ended, as it said itself; null for the first.</param>
public sealed record PageRequest(int Limit, int Offset, string? Cursor)
{
    public const int DefaultLimit = 50;

    public const int MaxLimit = 200;

    public const int MaxOffset = 10_000;

    public static PageRequest First { get; } = new(DefaultLimit, 0, null);
}

/// <summary>Part of a list, newest first.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Items">What is on this page, in the list's order.</param>
/// <param name="Total">How many there are on all pages, counted up to 10,000.</param>
/// <param name="TotalIsLowerBound">Whether there are more than the total says.</param>
/// <param name="Limit">How many a page has at most, 1 to 200.</param>
/// <param name="Offset">How many come before the page, 0 to 10,000.</param>
/// <param name="NextCursor">Gives the page after this one as cursor; null on the last.</param>
public sealed record Page<T>(
    string SchemaVersion, IReadOnlyList<T> Items, int Total, bool TotalIsLowerBound, int Limit, int Offset, string? NextCursor)
{
    /// <summary>Counting stops here: a larger total is not worth a walk through history.</summary>
    public const int CountedAtMost = 10_000;

    /// <summary>Always CAVRA.</summary>
    public string Product { get; init; } = WireNames.Product;

    /// <summary>The same page with its items shown in another way.</summary>
    public Page<TView> Showing<TView>(Func<T, TView> view) =>
        new(SchemaVersion, [.. Items.Select(view)], Total, TotalIsLowerBound, Limit, Offset, NextCursor);
}
