using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Recovery;

/// <summary>What is known of something that a closure names as its proof: an execution, an attempt or a connector test.</summary>
/// <param name="Connector">The connector that it went through.</param>
/// <param name="Succeeded">Whether it was delivered, or passed.</param>
/// <param name="At">When it began; null where that is not known.</param>
public sealed record VerificationFact(string Connector, bool Succeeded, DateTimeOffset? At);

/// <summary>Decides whether references prove that a connector works again.</summary>
public static class Verification
{
    /// <summary>Why a reference proves nothing; null when it proves that the connector works again.</summary>
    /// <param name="fact">What is known of it; null where there is no such thing.</param>
    /// <param name="connector">The connector that recovers.</param>
    /// <param name="after">It must have begun after this instant.</param>
    public static Refusal? Refusal(VerificationFact? fact, string connector, DateTimeOffset after) => fact switch
    {
        null => RecoveryRefusals.ReferenceUnknown,
        _ when fact.Connector != connector => RecoveryRefusals.ReferenceOfAnotherConnector,
        { Succeeded: false } or { At: null } => RecoveryRefusals.ReferenceUnsuccessful,
        _ when fact.At <= after => RecoveryRefusals.ReferenceTooEarly,
        _ => null,
    };

    /// <summary>Why not all of them prove it: the first reason, with every reference that doesn't; null when all do.</summary>
    public static Refusal? Refusal(IReadOnlyList<VerificationFact?> facts, string connector, DateTimeOffset after)
    {
        var broken = facts.Select((fact, place) => (place, refusal: Refusal(fact, connector, after)))
            .Where(judged => judged.refusal is not null).ToList();
        return broken.Count == 0
            ? null
            : broken[0].refusal! with
            {
                Errors = broken.ToDictionary(
                    judged => $"/verification_refs/{judged.place}", judged => new[] { judged.refusal!.Message }),
            };
    }
}
