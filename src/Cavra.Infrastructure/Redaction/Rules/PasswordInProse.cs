namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>Passwords told in a sentence: "the password is Summer2026!".</summary>
internal sealed class PasswordInProse : IRedactionRule
{
    private const int Shortest = 6;

    private static readonly Phrases Announcements = new(
        "passwor|d is ", "passwor|d was ", "passw|d is ", "passphras|e is ", "passphras|e was ", "pw|d is ", "passwor|d to ",
        "passcod|e is ", "secre|t is ", "toke|n is ", "api ke|y is ", "|identified by ");

    public void Find(string text, SecretSpans findings)
    {
        for (var next = Announcements.Next(text, 0); next is { } phrase;)
        {
            var start = Characters.SkipBlanks(text, phrase.End);
            start = start < text.Length && text[start] is '"' or '\'' or '`' ? start + 1 : start;
            var end = Characters.NextOf(text, Math.Min(start, text.Length), Characters.Stops);
            if (end - start >= Shortest && !Mask.BeginsAt(text, start)
                && IsPassword(text.AsSpan(start, end - start).TrimEnd(".,;:!?)")))
            {
                findings.Add(start, end, "password");
            }

            next = Announcements.Next(text, Math.Max(end, phrase.End));
        }
    }

    private static bool IsPassword(ReadOnlySpan<char> word) =>
        Shape.Of(word) is { Letters: > 0, Digits: > 0 } && !(word.Contains('-') && !Opaque.Holds(word));
}
