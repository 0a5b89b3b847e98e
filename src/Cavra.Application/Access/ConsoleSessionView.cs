using Cavra.Domain.Access;

namespace Cavra.Application.Access;

/// <summary>A session of the console, as its evidence and whoever ends it see it.</summary>
/// <param name="SessionId">The session's id.</param>
/// <param name="Name">What documents show of who signed in.</param>
/// <param name="Subject">Id of the credential that was signed in with.</param>
/// <param name="Roles">The roles held.</param>
/// <param name="Workspace">The workspace's name.</param>
/// <param name="CreatedAt">When it was opened.</param>
/// <param name="ExpiresAt">When it ends at the latest.</param>
/// <param name="EndedAt">When it was ended by signing out; null while it was not.</param>
public sealed record ConsoleSessionView(
    ConsoleSessionId SessionId, string Name, string Subject, IReadOnlyList<string> Roles, string Workspace, DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt, DateTimeOffset? EndedAt)
{
    public static ConsoleSessionView Of(ConsoleSession session, string workspace) => new(
        session.Id, session.Name, session.Subject, session.Roles, workspace, session.CreatedAt, session.ExpiresAt, session.EndedAt);
}
