using System.Buffers.Text;
using System.Diagnostics;
using System.Linq.Expressions;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Cavra.Domain.Abstractions;
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
    private static string Write(Guid key, string list) =>
        Base64Url.EncodeToString([.. key.ToByteArray(bigEndian: true), .. MarkOf(list)]);

    private static byte[] MarkOf(string list) => SHA256.HashData(Encoding.ASCII.GetBytes(list))[..MarkLength];

    private static bool TryRead(string? cursor, string list, out Guid? key)
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
