namespace Cavra.Domain.Access.Tokens;

/// <summary>What a subject may look like, whoever vouches for it.</summary>
public static class TokenSubject
{
    public const int MaxLength = 255;

    /// <summary>Whether the text can be a subject: printable, without spaces, not too long.</summary>
    public static bool IsOne(string text) => text.Length is > 0 and <= MaxLength && text.All(c => c is > ' ' and <= '~');
}
