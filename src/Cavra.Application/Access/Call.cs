using Cavra.Domain.Access;
using Cavra.Domain.Evidence;

namespace Cavra.Application.Access;

/// <summary>
/// One call from outside or one turn of a worker loop: who is acting and how it is traced. Scoped; set once, before
/// anything is sent.
/// </summary>
public sealed class Call
{
    private Caller? _caller;

    /// <summary>Who is acting; throws when nobody has been authenticated.</summary>
    public Caller Caller
    {
        get => _caller ?? throw new InvalidOperationException("Nobody has been authenticated for this call.");
        set => _caller = value;
    }

    /// <summary>The console's session that the caller acts in; null for a caller with a credential of its own.</summary>
    public ActiveSession? Session { get; set; }

    public bool HasCaller => _caller is not null;

    public WorkspaceId Workspace => Caller.Workspace;

    /// <summary>The request's own id, in the answer's <c>X-Request-Id</c> and in evidence.</summary>
    public string RequestId { get; set; } = "";

    /// <summary>The W3C trace id, or empty.</summary>
    public string TraceId { get; set; } = "";

    /// <summary>The idempotency key the request carries; null for none.</summary>
    public IdempotencyClaim? Idempotency { get; set; }

    /// <summary>What the redactor removed from the command being done.</summary>
    public IReadOnlyList<RedactionMark> Redacted { get; set; } = [];
}

/// <summary>A request's idempotency key.</summary>
/// <param name="KeyDigest">HMAC-SHA-256 of the key, lower-case hex.</param>
/// <param name="RequestDigest">HMAC-SHA-256 of method, path and canonical body.</param>
/// <param name="Lease">How long the request may take at most before it counts as interrupted.</param>
public sealed record IdempotencyClaim(string KeyDigest, byte[] RequestDigest, TimeSpan Lease)
{
    /// <summary>
    /// True when one command's answer is not yet the request's answer (it begins a delivery), so that the answer is added by
    /// the last step.
    /// </summary>
    public bool AnswerFollows { get; init; }

    /// <summary>True once the key is taken by a committed change of this call.</summary>
    public bool Taken { get; set; }
}

/// <summary>The session that a call is made in.</summary>
/// <param name="Id">The session's id.</param>
/// <param name="ExpiresAt">When it ends at the latest.</param>
/// <param name="IdleExpiresAt">When it ends if nobody is active until then.</param>
public sealed record ActiveSession(ConsoleSessionId Id, DateTimeOffset ExpiresAt, DateTimeOffset IdleExpiresAt)
{
    public static ActiveSession Of(ConsoleSession session, SessionTerms terms) =>
        new(session.Id, session.ExpiresAt, session.IdleExpiresAt(terms));
}

/// <summary>Who did it, as answers show it.</summary>
/// <param name="Actor">The key's name, or the token's e-mail, user name or subject.</param>
/// <param name="Subject">The credential's own id.</param>
/// <param name="Issuer">Who vouches for the subject.</param>
/// <param name="Owner">Whose credential it is; null where the subject itself stands for the person.</param>
/// <param name="Roles">The roles held at that moment.</param>
/// <param name="Workspace">The workspace's name.</param>
public sealed record ActorView(string Actor, string Subject, string Issuer, string? Owner, IReadOnlyList<string> Roles, string Workspace)
{
    public static ActorView Of(Caller caller) => new(
        caller.Actor.Display, caller.Actor.Subject, caller.Actor.Issuer, caller.Actor.Owner, caller.Actor.Roles, caller.WorkspaceName);
}
