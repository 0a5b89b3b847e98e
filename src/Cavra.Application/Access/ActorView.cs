using Cavra.Domain.Access;

namespace Cavra.Application.Access;

/// <summary>Who did it, as answers show it.</summary>
/// <param name="Actor">The key's name, or the token's e-mail, user name or subject.</param>
/// <param name="Subject">The credential's own id.</param>
/// <param name="Issuer">Who vouches for the subject.</param>
/// <param name="Roles">The roles held at that moment.</param>
/// <param name="Workspace">The workspace's name.</param>
public sealed record ActorView(string Actor, string Subject, string Issuer, IReadOnlyList<string> Roles, string Workspace)
{
    public static ActorView Of(Caller caller) => new(
        caller.Actor.Display, caller.Actor.Subject, caller.Actor.Issuer, caller.Actor.Roles, caller.WorkspaceName);
}
