namespace Cavra.Benchmarks.Redact;

/// <summary>A note of the greatest length a person may write.</summary>
internal sealed record Note(string Kind, string Text)
{
    public const int Length = 2_000;

    /// <summary>A note that repeats a piece from its first character to its last.</summary>
    public static Note Repeating(string kind, string piece) =>
        new(kind, string.Concat(Enumerable.Repeat(piece, (Length / piece.Length) + 1))[..Length]);
}
