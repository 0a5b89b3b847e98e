using CsCheck;

namespace Cavra.Domain.Tests.Evidence.Log;

/// <summary>Texts that nearly are what a reader takes: a piece cut out, another put in.</summary>
internal static class Hostile
{
    private static readonly string[] Telling =
    [
        "", "\n", "\n\n", "\r", "\t", "\0", " ", "\u00a0", "\u2014 ", "\u2014", "+", "=", "==", "/", "A", "0", "-", "x", ".p/",
        "9999999999999999999", "\ud800", "\udc00", "\ufeff", "\u0085", "\u007f", "\u00e9", "\U0001f600", "extra ", "index ",
    ];

    private static readonly Gen<string> Pieces =
        Gen.OneOf(Gen.Int[0, Telling.Length - 1].Select(i => Telling[i]), Gen.String[0, 6]);

    public static Gen<string> Changed(string good) =>
        Gen.Select(Gen.Int[0, good.Length], Gen.Int[0, good.Length], Gen.Int[0, 3], Pieces).Select((at, from, length, piece) =>
        {
            var cut = good.Remove(from, Math.Min(length, good.Length - from));
            return cut.Insert(Math.Min(at, cut.Length), piece);
        });
}
