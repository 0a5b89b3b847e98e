using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Cavra.Domain.Abstractions;

/// <summary>A typed id: a version-7 UUID in the database, <c>prefix-</c> and 32 lowercase hexadecimal digits on the wire.</summary>
public interface IId<TSelf>
    where TSelf : struct, IId<TSelf>
{
    static abstract string Prefix { get; }

    Guid Value { get; }

    static abstract TSelf From(Guid value);
}

/// <summary>Makes, prints and reads typed ids.</summary>
public static class Ids
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <summary>A new id, ordered by <paramref name="now"/> at a resolution of a millisecond.</summary>
    public static TId New<TId>(DateTimeOffset now)
        where TId : struct, IId<TId> => TId.From(Guid.CreateVersion7(now));

    public static string Format<TId>(TId id)
        where TId : struct, IId<TId> => $"{TId.Prefix}-{id.Value:N}";

    /// <summary>Reads the wire form; only lowercase digits and the type's own prefix are an id.</summary>
    public static bool TryParse<TId>([NotNullWhen(true)] string? text, out TId id)
        where TId : struct, IId<TId>
    {
        id = default;
        var start = TId.Prefix.Length + 1;
        if (text is null || text.Length != start + 32 || !text.StartsWith(TId.Prefix, StringComparison.Ordinal) || text[start - 1] != '-'
            || text.AsSpan(start).ContainsAnyExcept(Digits) || !Guid.TryParseExact(text.AsSpan(start), "N", out var value))
        {
            return false;
        }

        id = TId.From(value);
        return true;
    }
}
