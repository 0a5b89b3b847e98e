using System.Buffers.Text;
using System.Diagnostics;
using System.Linq.Expressions;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Wire;

/// <summary>Keyset paging over rows with a time-ordered id, newest first and stable for equal instants.</summary>
internal static class Paging
{
    private const int KeyLength = 16;

    private const int MarkLength = 5;

    /// <summary>A query in its order, with the key that a cursor continues from.</summary>
    public sealed record Ordered<T>(IQueryable<T> Rows, Func<Guid, IQueryable<T>> After);

    public static Ordered<T> NewestFirst<T, TId>(this IQueryable<T> rows, Expression<Func<T, TId>> id)
        where TId : struct, IId<TId>
    {
        var ordered = rows.OrderByDescending(id);
        return new Ordered<T>(ordered, last => ordered.Where(Before(id, TId.From(last))));
    }

    /// <summary>Those with a later id, oldest first.</summary>
    public static IQueryable<T> OldestAfter<T, TId>(this IQueryable<T> rows, Expression<Func<T, TId>> id, TId last)
        where TId : struct, IId<TId> =>
        rows.Where(Compared(id, last, Expression.GreaterThan)).OrderBy(id);

    /// <summary>Reads one page. <paramref name="view"/> runs on what was read; <paramref name="key"/> is what a cursor holds.</summary>
    public static async Task<Result<Page<TView>>> ToPageAsync<T, TView>(
        this Ordered<T> list, PageRequest page, Func<T, TView> view, Func<TView, Guid> key, string schemaVersion,
        CancellationToken cancellationToken)
        where T : class
    {
        if (!TryRead(page.Cursor, schemaVersion, out var last))
        {
            return CommonRefusals.InvalidMember("/cursor", "Not a cursor of this list.");
        }

        var total = await list.Rows.Take(Page<TView>.CountedAtMost + 1).CountAsync(cancellationToken);
        var from = last is { } key0 ? list.After(key0) : list.Rows.Skip(page.Offset);
        var rows = await from.AsNoTracking().Take(page.Limit + 1).ToListAsync(cancellationToken);
        var items = rows.Take(page.Limit).Select(view).ToList();
        return new Page<TView>(
            schemaVersion, items, Math.Min(total, Page<TView>.CountedAtMost), total > Page<TView>.CountedAtMost, page.Limit, page.Offset,
            rows.Count > page.Limit ? Write(key(items[^1]), schemaVersion) : null);
    }

    // A cursor holds the last row's key and a mark of the list, so that one of another list is not taken for a place in this.
    internal static string Write(Guid key, string list) =>
        Base64Url.EncodeToString([.. key.ToByteArray(bigEndian: true), .. MarkOf(list)]);

    private static byte[] MarkOf(string list) => SHA256.HashData(Encoding.ASCII.GetBytes(list))[..MarkLength];

    internal static bool TryRead(string? cursor, string list, out Guid? key)
    {
        key = null;
        Span<byte> bytes = stackalloc byte[KeyLength + MarkLength];
        if (cursor is null)
        {
            return true;
        }

        if (!Base64Url.IsValid(cursor) || !Base64Url.TryDecodeFromChars(cursor, bytes, out var written)
            || written != bytes.Length || !bytes[KeyLength..].SequenceEqual(MarkOf(list)))
        {
            return false;
        }

        key = new Guid(bytes[..KeyLength], bigEndian: true);
        return true;
    }

    private static Expression<Func<T, bool>> Before<T, TId>(Expression<Func<T, TId>> id, TId last)
        where TId : struct, IId<TId> => Compared(id, last, Expression.LessThan);

    private static Expression<Func<T, bool>> Compared<T, TId>(
        Expression<Func<T, TId>> id, TId last, Func<Expression, Expression, bool, MethodInfo, BinaryExpression> comparison)
        where TId : struct, IId<TId>
    {
        // Typed ids have no order of their own; in the database they compare as UUIDs, which is the order of time. The
        // method is what makes the comparison compile, and is never called.
        var method = typeof(Paging).GetMethod(nameof(Compare), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(typeof(TId));
        Expression<Func<TId>> parameter = () => last;
        return Expression.Lambda<Func<T, bool>>(comparison(id.Body, parameter.Body, false, method), id.Parameters);
    }

    private static bool Compare<TId>(TId id, TId last)
        where TId : struct, IId<TId> => throw new UnreachableException($"{id} and {last} are compared by the database.");
}

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
