namespace Cavra.Infrastructure.Redaction;

/// <summary>How a word is composed, which tells what people write from what generators write.</summary>
/// <param name="Length">Letters and digits; separators do not count.</param>
/// <param name="Upper">Upper-case letters.</param>
/// <param name="Lower">Lower-case letters.</param>
/// <param name="Digits">Decimal digits.</param>
/// <param name="Runs">Stretches of one kind; a capitalised word is one. Random text has one for every two characters.</param>
internal readonly record struct Shape(int Length, int Upper, int Lower, int Digits, int Runs)
{
    public int Letters => Upper + Lower;

    public static Shape Of(ReadOnlySpan<char> word)
    {
        int upper = 0, lower = 0, digits = 0, runs = 0;
        var previous = Kind.Other;
        var capital = false;
        foreach (var c in word)
        {
            var kind = KindOf(c);
            upper += kind is Kind.Upper ? 1 : 0;
            lower += kind is Kind.Lower ? 1 : 0;
            digits += kind is Kind.Digit ? 1 : 0;

            var changes = kind != previous && kind is not Kind.Other;
            runs += changes && !(capital && kind is Kind.Lower) ? 1 : 0;
            capital = kind is Kind.Upper && changes;
            previous = kind;
        }

        return new Shape(upper + lower + digits, upper, lower, digits, runs);
    }

    /// <summary>Whether stretches are, on average, no longer than <paramref name="mean"/> characters.</summary>
    public bool ChangesEvery(double mean) => Length > 0 && Length <= mean * Runs;

    private static Kind KindOf(char c) => c switch
    {
        >= 'a' and <= 'z' => Kind.Lower,
        >= 'A' and <= 'Z' => Kind.Upper,
        >= '0' and <= '9' => Kind.Digit,

        // What a mask hides was a part of the word, and more likely than not had letters.
        Mask.Sign => Kind.Lower,
        _ => Kind.Other,
    };

    private enum Kind
    {
        Other,
        Lower,
        Upper,
        Digit,
    }
}
