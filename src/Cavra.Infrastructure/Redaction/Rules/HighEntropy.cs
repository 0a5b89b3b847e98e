namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>Long strings that look generated: base64 of mixed case from 24 characters, one case or hexadecimal from 30.</summary>
internal sealed class HighEntropy : IRedactionRule
{
    private const string Rule = "high_entropy";
    private const int ShortestMixed = 24;
    private const int LongMixed = 32;
    private const int ShortestPlain = 30;
    private const int ShortestCore = 10;

    // How long stretches of one kind are, on average, in at least 99 of 100 random strings; words are well beyond it.
    private const double RandomMixed = 2.9;
    private const double RandomLongMixed = 3.2;
    private const double RandomLetters = 2.3;
    private const double RandomPlain = 3.6;

    public void Find(string text, SecretSpans findings)
    {
        // A run that long covers a window of that length, so only the last other character in the window counts.
        for (var start = 0; start <= text.Length - ShortestMixed;)
        {
            var other = text.AsSpan(start, ShortestMixed).LastIndexOfAnyExcept(Characters.Base64);
            if (other < 0)
            {
                var end = Characters.EndOfRun(text, start, Characters.Base64);
                Word(text, start, end, findings);
                other = end - start;
            }

            start += other + 1;
        }
    }

    /// <summary>Whether any part of the text looks generated.</summary>
    public static bool Holds(string text)
    {
        var findings = new SecretSpans();
        new HighEntropy().Find(text, findings);
        return findings.Any;
    }

    /// <summary>Whether upper case, lower case and mostly digits alternate as only a generator lets them.</summary>
    public static bool IsMixed(ReadOnlySpan<char> word)
    {
        var shape = Shape.Of(word);
        var mean = shape.Digits == 0 ? RandomLetters : shape.Length >= LongMixed ? RandomLongMixed : RandomMixed;
        return shape is { Upper: > 0, Lower: > 0 } && shape.ChangesEvery(mean) && HasMixedCore(word);
    }

    private static void Word(string text, int start, int end, SecretSpans findings)
    {
        if (PublicDigests.IsBase64(text, start, end))
        {
            return;
        }

        if (IsMixed(text.AsSpan(start, end - start)))
        {
            findings.Add(start, end, Rule);
            return;
        }

        for (var core = Characters.NextOf(text, start, Characters.Alphanumeric); core < end;)
        {
            var coreEnd = Characters.EndOfRun(text, core, Characters.Alphanumeric);
            if (IsPlain(text.AsSpan(core, coreEnd - core)) && !PublicDigests.Is(text, core, coreEnd))
            {
                findings.Add(core, coreEnd, Rule);
            }

            core = Characters.NextOf(text, coreEnd, Characters.Alphanumeric);
        }
    }

    // One part between separators must itself alternate: ids and dates joined by hyphens do so only as a whole.
    private static bool HasMixedCore(ReadOnlySpan<char> word)
    {
        while (word.IndexOfAny(Characters.Alphanumeric) is >= 0 and var start)
        {
            word = word[start..];
            var length = word.IndexOfAnyExcept(Characters.Alphanumeric);
            length = length < 0 ? word.Length : length;
            if (length >= ShortestCore
                && Shape.Of(word[..length]) is { Upper: > 0, Lower: > 0 } shape && shape.ChangesEvery(RandomLongMixed))
            {
                return true;
            }

            word = word[length..];
        }

        return false;
    }

    private static bool IsPlain(ReadOnlySpan<char> core) =>
        core.Length >= ShortestPlain && Shape.Of(core) is { Digits: > 0, Letters: > 0 } shape
        && (shape.ChangesEvery(RandomPlain) || PublicDigests.IsHex(core));
}
