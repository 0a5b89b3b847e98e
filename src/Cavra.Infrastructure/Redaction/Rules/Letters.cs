namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>Letters that are the same but for their case.</summary>
internal static class Letters
{
    /// <summary>Every character that is equal to this one where case does not count, itself included.</summary>
    public static IEnumerable<char> Variants(char c) =>
        char.IsAscii(c) ? new[] { char.ToLowerInvariant(c), char.ToUpperInvariant(c) }.Distinct() : OfAll(c);

    private static IEnumerable<char> OfAll(char c) =>
        Enumerable.Range(0, char.MaxValue + 1).Select(other => (char)other).Where(other => Equal(c, other));

    private static bool Equal(char a, char b) => MemoryExtensions.Equals([a], [b], StringComparison.OrdinalIgnoreCase);
}
