namespace Cavra.Domain.Abstractions;

/// <summary>Refusals that any request may meet.</summary>
public static class CommonRefusals
{
    public static readonly Refusal Invalid =
        new(RefusalKind.Invalid, "request.invalid", "The request is not valid.");

    public static readonly Refusal ChangedMeanwhile =
        new(RefusalKind.Conflict, "changed_meanwhile", "Somebody else changed this meanwhile; read it again and decide again.");

    public static readonly Refusal StaleVersion =
        new(RefusalKind.Stale, "version.stale", "The document is no longer the version named by If-Match.");

    public static readonly Refusal VersionMissing =
        new(RefusalKind.PreconditionRequired, "version.missing", "Name the version you decided on with If-Match.");

    public static readonly Refusal UnsafeName =
        new(RefusalKind.Impossible, "text.name_not_public_safe",
            "A name looks like a secret or a private address; names are kept and shown, so choose another.");


    public static readonly Refusal KeyReused =
        new(RefusalKind.Impossible, "idempotency.key_reused", "This idempotency key was used for a different request.");

    public static readonly Refusal InFlight =
        new(RefusalKind.Conflict, "idempotency.in_flight", "The first request with this idempotency key has no answer yet: it is being done, or its process died.")
        {
            RetryAfterSeconds = 2,
        };

    public static readonly Refusal Interrupted =
        new(RefusalKind.Conflict, "idempotency.interrupted",
            "The first request with this idempotency key was interrupted after it had begun; what it did is recorded.");

    /// <summary>The refusal of one member: its JSON pointer and the rule it breaks.</summary>
    public static Refusal InvalidMember(string member, string rule) =>
        Invalid with { Errors = new Dictionary<string, string[]> { [member] = [rule] } };
}
