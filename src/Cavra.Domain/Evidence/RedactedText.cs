namespace Cavra.Domain.Evidence;

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
