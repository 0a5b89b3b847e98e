using Cavra.Domain.Evidence;

namespace Cavra.Application.Evidence;

/// <summary>What the redaction of a request came to.</summary>
/// <param name="Manifest">What was removed from which member; empty for a clean request.</param>
/// <param name="UnsafeNames">JSON pointers of names the redactor would have to change: the request must be refused.</param>
public sealed record RedactionOutcome(IReadOnlyList<RedactionMark> Manifest, IReadOnlyList<string> UnsafeNames);
