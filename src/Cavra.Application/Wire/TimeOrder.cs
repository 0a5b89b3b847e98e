using System.Linq.Expressions;
using System.Reflection;
using Cavra.Domain.Abstractions;

namespace Cavra.Application.Wire;

/// <summary>Bounds in time as bounds of time-ordered ids, which the key itself is ordered by.</summary>
internal static class TimeOrder
{
    private const string LastDigits = "7fff-bfff-ffffffffffff";

    /// <summary>Rows whose id was made in the millisecond of <paramref name="since"/> or later.</summary>
    public static IQueryable<T> NotBefore<T, TId>(this IQueryable<T> rows, Expression<Func<T, TId>> id, DateTimeOffset since)
        where TId : struct, IId<TId> =>
        rows.Where(Compare(Expression.GreaterThanOrEqual, id, Lowest<TId>(since)));

    /// <summary>Rows whose id was made in the millisecond of <paramref name="until"/> or earlier.</summary>
    public static IQueryable<T> NotAfter<T, TId>(this IQueryable<T> rows, Expression<Func<T, TId>> id, DateTimeOffset until)
        where TId : struct, IId<TId> =>
        rows.Where(Compare(Expression.LessThanOrEqual, id, Highest<TId>(until)));

    private static TId Lowest<TId>(DateTimeOffset at)
        where TId : struct, IId<TId> => From<TId>(at, "7000-8000-000000000000");

    private static TId Highest<TId>(DateTimeOffset at)
        where TId : struct, IId<TId> => From<TId>(at, LastDigits);

    private static TId From<TId>(DateTimeOffset at, string rest)
        where TId : struct, IId<TId>
    {
        var milliseconds = $"{Math.Max(0, at.ToUnixTimeMilliseconds()):x12}";

        return TId.From(Guid.Parse($"{milliseconds[..8]}-{milliseconds[8..]}-{rest}"));
    }

    // Typed ids have no order of their own; in the database they compare as UUIDs. The method is what makes the comparison
    // compile, and is never called.
    private static Expression<Func<T, bool>> Compare<T, TId>(
        Func<Expression, Expression, bool, MethodInfo?, BinaryExpression> comparison, Expression<Func<T, TId>> id, TId bound)
        where TId : struct, IId<TId>
    {
        var method = typeof(TimeOrder).GetMethod(nameof(IsInOrder), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(typeof(TId));
        Expression<Func<TId>> parameter = () => bound;

        return Expression.Lambda<Func<T, bool>>(comparison(id.Body, parameter.Body, false, method), id.Parameters);
    }

    private static bool IsInOrder<TId>(TId id, TId bound)
        where TId : struct, IId<TId> => id.Value.CompareTo(bound.Value) <= 0;
}
