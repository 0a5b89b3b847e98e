namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>
/// Passwords given to names that are also words of other meanings or languages: <c>pass=…</c>, <c>Kennwort: …</c>. What follows a
/// colon must then have letters and digits, as sentences go on with words.
/// </summary>
internal sealed class OtherPasswordNames : IRedactionRule
{
    private static readonly Phrases Names = new(
        "pa|ss=", "pa|ss:", "pa|ss\":", "pa|ss\" :", "|pw=", "|pw:", "|pw\":", "au|th\":", "au|th\" :", "stor|epass ", "ke|ypass ", "|kennwort",
        "|mot de passe", "|contrase", "|senha:", "|senha=", "|clave:", "|clave=");

    public void Find(string text, SecretSpans findings)
    {
        for (var found = Names.Next(text, 0); found is { } phrase;)
        {
            var next = phrase.End;
            if (Characters.BeginsWord(text, phrase.Start) && AssignedValue.After(text, Name(text, phrase)) is { } value
                && IsPassword(text, value))
            {
                findings.Add(value.Start, value.End, "password");
                next = Math.Max(next, value.End);
            }

            found = Names.Next(text, next);
        }
    }

    private static SecretName Name(string text, Phrase phrase)
    {
        var at = phrase.Start;
        var word = text.AsSpan(at, phrase.End - at);
        var end = at + word.TrimEnd("=:\" ").Length;
        var ending = text.AsSpan(end) is [.., _] rest && word.Equals("contrase", StringComparison.OrdinalIgnoreCase) && rest[0] is '\u00f1' or 'n' ? 2 : 0;
        var isFlag = word[^1] == ' ' && at > 0 && text[at - 1] == '-';
        return new SecretName(isFlag ? at - 1 : at, Math.Min(end + ending, text.Length), IsSecret: true, IsPassword: false);
    }

    private static bool IsPassword(string text, AssignedValue value)
    {
        var word = text.AsSpan(value.Start, value.End - value.Start);
        var assigned = value.Start > 0 && text[value.Start - 1] is '=' or '\'';
        return Shape.Of(word) is { Letters: > 0 } shape && (shape.Digits > 0 || (assigned && !AssignedValue.IsRemark(word)));
    }
}
