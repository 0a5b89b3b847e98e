using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.Recovery;

/// <summary>What somebody says of the recovery of a connector.</summary>
public enum ClosureState
{
    /// <summary>The connector works again, and references prove it.</summary>
    Resolved,

    /// <summary>Its failing does no harm any more; notes say how.</summary>
    Mitigated,

    /// <summary>Later.</summary>
    Deferred,

    /// <summary>Somebody else has to see to it.</summary>
    Escalated,

    /// <summary>It was closed and is open again.</summary>
    Reopened,
}

/// <summary>A person's word on the recovery of a connector. Append-only: the newest decides, all stay.</summary>
public sealed class RecoveryClosure : IEvidenced
{
    public const int MostReferences = 20;

    private RecoveryClosure()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required RecoveryClosureId Id { get; init; }

    public required RecoveryPlaybookId PlaybookId { get; init; }

    public required string Connector { get; init; }

    public required string Provider { get; init; }

    public required ClosureState State { get; init; }

    /// <summary>What was named as proof. Of a resolution each was checked, of anything else none.</summary>
    public required IReadOnlyList<string> VerificationRefs { get; init; }

    public string? ExternalRef { get; init; }

    public string? Notes { get; init; }

    public required DateTimeOffset ClosedAt { get; init; }

    /// <summary>Who said it, as documents show it.</summary>
    public required string ClosedBy { get; init; }

    public string? OnBehalfOf { get; init; }

    public EvidenceFacts Evidence => new(WireNames.RecoveryClosureKind, "recovery closure", Id.ToString(), new Dictionary<string, object?>
    {
        ["playbook_id"] = PlaybookId.ToString(),
        ["provider"] = Provider,
        ["connector"] = Connector,
        ["closure_state"] = WireName.Of(State),
        ["verification_refs"] = VerificationRefs,
        ["external_ref"] = ExternalRef,
        ["notes"] = Notes,
        ["on_behalf_of"] = OnBehalfOf,
    });

    /// <summary>Records what is said and lets the recovery take it, or refuses and changes nothing.</summary>
    /// <param name="recovery">The recovery of the connector.</param>
    /// <param name="said">What is said.</param>
    /// <param name="facts">What is known of each reference, in their order; null where there is no such thing.</param>
    /// <param name="by">Who says it.</param>
    /// <param name="now">When.</param>
    public static Result<RecoveryClosure> Of(
        ConnectorRecovery recovery, ClosureTerms said, IReadOnlyList<VerificationFact?> facts, Actor by, DateTimeOffset now)
    {
        if ((said.Refusal ?? recovery.RefusalOf(said.State)) is { } refusal)
        {
            return refusal;
        }

        if (said.State is ClosureState.Resolved
            && Verification.Refusal(facts, recovery.Connector, recovery.ProvableAfter) is { } unproven)
        {
            return unproven;
        }

        var closure = new RecoveryClosure
        {
            WorkspaceId = recovery.WorkspaceId,
            Id = Ids.New<RecoveryClosureId>(now),
            PlaybookId = recovery.PlaybookId,
            Connector = recovery.Connector,
            Provider = recovery.Provider,
            State = said.State,
            VerificationRefs = [.. said.VerificationRefs.Select(reference => reference.Value)],
            ExternalRef = said.ExternalRef?.Value,
            Notes = said.Notes?.Value,
            ClosedAt = now,
            ClosedBy = by.Display,
            OnBehalfOf = said.OnBehalfOf?.Value,
        };
        recovery.Apply(closure);
        return closure;
    }
}

/// <summary>What a request says of a recovery.</summary>
/// <param name="State">The word itself.</param>
/// <param name="VerificationRefs">What proves it; a resolution needs one.</param>
/// <param name="ExternalRef">A ticket or a page elsewhere; null for none.</param>
/// <param name="Notes">Free text; a mitigation needs it.</param>
/// <param name="OnBehalfOf">Whom the caller says to act for; null for nobody.</param>
public sealed record ClosureTerms(
    ClosureState State, IReadOnlyList<FreeText> VerificationRefs, FreeText? ExternalRef, FreeText? Notes, FreeText? OnBehalfOf)
{
    /// <summary>The rule of its state that it breaks; null when it breaks none.</summary>
    public Refusal? Refusal =>
        State is ClosureState.Resolved && VerificationRefs.Count == 0 ? RecoveryRefusals.ResolutionUnproven
        : State is ClosureState.Mitigated && Notes is not { IsBlank: false } ? RecoveryRefusals.MitigationUnexplained
        : null;
}

/// <summary>Names one closure of a recovery.</summary>
public readonly record struct RecoveryClosureId(Guid Value) : IId<RecoveryClosureId>
{
    public static string Prefix => "gordackrecoveryclosure";

    public static RecoveryClosureId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
