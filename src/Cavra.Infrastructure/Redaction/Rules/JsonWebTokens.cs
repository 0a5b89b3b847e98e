namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>JSON web tokens, signed or encrypted, also when cut off.</summary>
internal sealed class JsonWebTokens : IRedactionRule
{
    // {" in base64url, which every token's header begins with.
    private const string Start = "eyJ";

    private const int Shortest = 12;

    public void Find(string text, SecretSpans findings)
    {
        var at = text.IndexOf(Start, StringComparison.Ordinal);
        while (at >= 0)
        {
            var end = Characters.EndOfRun(text, at, Characters.DottedToken);
            if (end - at >= Shortest)
            {
                findings.Add(at, end, "jwt");
            }

            at = text.IndexOf(Start, end, StringComparison.Ordinal);
        }
    }
}
