namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>Passwords told in a sentence: "the password is Summer2026!".</summary>
internal sealed class SpokenPasswords : IRedactionRule
{
    private const int Shortest = 6;

    private static readonly Occurrences Phrases = new(
        "password is ", "password was ", "passwd is ", "passphrase is ", "passphrase was ", "pwd is ", "password to ",
        "passcode is ", "secret is ", "token is ", "api key is ", "identified by ");

    public void Find(string text, Findings findings)
    {
        for (var at = Phrases.Next(text, 0); at >= 0;)
        {
            var start = Characters.SkipBlanks(text, at + Phrases.WordAt(text, at).Length);
            start = start < text.Length && text[start] is '"' or '\'' or '`' ? start + 1 : start;
            var end = Characters.NextOf(text, Math.Min(start, text.Length), Characters.Stops);
            if (end - start >= Shortest && !Mask.BeginsAt(text, start)
                && IsPassword(text.AsSpan(start, end - start).TrimEnd(".,;:!?)")))
            {
                findings.Add(start, end, "password");
            }

            at = Phrases.Next(text, Math.Max(end, at + 1));
        }
    }

    private static bool IsPassword(ReadOnlySpan<char> word) =>
        Shape.Of(word) is { Letters: > 0, Digits: > 0 } && !(word.Contains('-') && !Opaque.Holds(word));
}
