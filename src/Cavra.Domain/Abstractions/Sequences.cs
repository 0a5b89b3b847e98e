namespace Cavra.Domain.Abstractions;

/// <summary>What is asked of several values at once.</summary>
internal static class Sequences
{
    /// <summary>The value that all of them are; null where they differ, or there are none.</summary>
    public static T? OnlyOne<T>(this IEnumerable<T> values)
        where T : struct => values.Distinct().Take(2).ToList() is [var only] ? only : null;
}
