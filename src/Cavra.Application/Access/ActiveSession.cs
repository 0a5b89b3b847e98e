using Cavra.Domain.Access;

namespace Cavra.Application.Access;

/// <summary>The session that a call is made in.</summary>
/// <param name="Id">The session's id.</param>
/// <param name="ExpiresAt">When it ends at the latest.</param>
/// <param name="IdleExpiresAt">When it ends if nobody is active until then.</param>
public sealed record ActiveSession(ConsoleSessionId Id, DateTimeOffset ExpiresAt, DateTimeOffset IdleExpiresAt)
{
    public static ActiveSession Of(ConsoleSession session, SessionTerms terms) =>
        new(session.Id, session.ExpiresAt, session.IdleExpiresAt(terms));
}
