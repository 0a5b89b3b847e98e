namespace Cavra.Domain.Evidence;

/// <summary>
/// A name given from outside that Cavra finds things by, such as a schedule's or an owner's: it can't be rewritten, so
/// one in which the redactor would remove something is refused.
/// </summary>
/// <param name="Value">1 to 100 of the characters <c>A–Z a–z 0–9 . _ : @ / -</c>.</param>
public sealed record Name(string Value)
{
    public const int MaxLength = 100;

    /// <summary>Whether the text has the characters and the length of a name.</summary>
    public static bool IsWellFormed(string? text) =>
        text is { Length: > 0 and <= MaxLength }
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or ':' or '@' or '/' or '-');

    public override string ToString() => Value;
}
