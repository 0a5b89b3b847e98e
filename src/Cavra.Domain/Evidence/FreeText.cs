using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Evidence;

/// <summary>
/// Text typed by a person or sent by another system: raw until the redactor has seen it, public-safe from then on.
/// </summary>
/// <remarks>Reading it before it was redacted throws, so nothing behind the redaction can see the raw text.</remarks>
public sealed class FreeText
{
    /// <summary>The longest free text accepted, in characters: code points.</summary>
    public const int MaxLength = 2_000;

    /// <summary>The longest reference accepted, in characters: code points.</summary>
    public const int ReferenceMaxLength = 200;

    private string? _raw;
    private string? _safe;

    private FreeText(string raw) => _raw = raw;

    /// <summary>Length of the raw text, in characters; all that a validator may know of it.</summary>
    public int Length => TextLength.Of((_safe ?? _raw)!);

    /// <summary>True for a text of white space only.</summary>
    public bool IsBlank => string.IsNullOrWhiteSpace(_safe ?? _raw);

    /// <summary>The public-safe text; throws when the redactor has not seen it.</summary>
    public string Value => _safe ?? throw new InvalidOperationException("The text has not passed the redactor.");

    public static FreeText Raw(string raw) => new(raw);

    /// <summary>The text of an optional member: null stays null.</summary>
    public static FreeText? Optional(string? raw) => raw is null ? null : new FreeText(raw);

    /// <summary>Replaces the raw text by what <paramref name="redact"/> makes of it and forgets the raw one.</summary>
    /// <returns>What was removed; empty when nothing was, or when the text was redacted before.</returns>
    public IReadOnlyList<RedactionHit> Redact(Func<string, RedactedText> redact)
    {
        if (_raw is null)
        {
            return [];
        }

        var redacted = redact(_raw);
        (_raw, _safe) = (null, redacted.Text);
        return redacted.Hits;
    }

    /// <summary>The public-safe text, or a fixed mark while it is raw: safe in a debugger and in a log.</summary>
    public override string ToString() => _safe ?? "[not yet redacted]";
}

/// <summary>A text after redaction, and what was removed from it.</summary>
/// <param name="Text">The public-safe text, each removed part replaced by <c>[redacted:rule]</c>.</param>
/// <param name="Hits">One item a rule that removed something; empty for clean text.</param>
public sealed record RedactedText(string Text, IReadOnlyList<RedactionHit> Hits);

/// <summary>That a redaction rule removed something; never what, how long it was, or a digest of it.</summary>
/// <param name="Rule">The rule's stable name, snake case.</param>
/// <param name="Count">How many parts it removed, at least 1.</param>
public sealed record RedactionHit(string Rule, int Count);

/// <summary>One line of a redaction manifest: where in a request a rule removed something, and how often.</summary>
/// <param name="Member">JSON pointer (RFC 6901) of the member.</param>
/// <param name="Rule">The rule's stable name.</param>
/// <param name="Count">How many parts it removed, at least 1.</param>
public sealed record RedactionMark(string Member, string Rule, int Count);
