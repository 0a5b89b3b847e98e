using System.Buffers;

namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>Whether a word looks like a password rather than like a word of a sentence.</summary>
internal static class Chosen
{
    private const int ShortestClear = 8;

    private const int ShortestSignless = 12;

    private static readonly SearchValues<char> Signs = SearchValues.Create("!@#$%^&*?+=~");

    /// <summary>Whether it has letters, and digits or signs among them.</summary>
    public static bool IsMixed(ReadOnlySpan<char> word) =>
        Shape.Of(word) is { Letters: > 0 } shape && (shape.Digits > 0 || (shape.Length < word.Length && HasSign(word))) && !IsAddress(word);

    /// <summary>Whether nobody would write it but as a password, even where nothing announces a value.</summary>
    public static bool IsClear(ReadOnlySpan<char> word)
    {
        var shape = Shape.Of(word);
        var sign = HasSign(word);
        var kinds = (shape.Upper > 0 ? 1 : 0) + (shape.Lower > 0 ? 1 : 0) + (shape.Digits > 0 ? 1 : 0) + (sign ? 1 : 0);
        return word.Length >= ShortestClear && kinds >= 3 && !IsAddress(word)
            && (sign || (shape.Length >= ShortestSignless && shape.Digits > 1 && shape.ChangesEvery(3.2)));
    }

    private static bool HasSign(ReadOnlySpan<char> word) => word.TrimEnd("!?").ContainsAny(Signs) || word is [.., '!', '!'];

    private static bool IsAddress(ReadOnlySpan<char> word) =>
        word.Contains("://", StringComparison.Ordinal)
        || (word.IndexOf('@') is > 0 and var at && word[at..].Contains('.') && !word[at..].ContainsAny('!', '$', '#'));
}
