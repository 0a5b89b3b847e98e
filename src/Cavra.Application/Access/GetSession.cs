using Cavra.Application.Messaging;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using MediatR;

namespace Cavra.Application.Access;

/// <summary>Tells the caller who they are here and what they may do.</summary>
public sealed record GetSession : IQuery<SessionView>
{
    public static Permission Permission => Permissions.SessionRead;
}

/// <summary>Who the caller is and what they may do.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="Actor">What documents show of the caller.</param>
/// <param name="Subject">The credential's own id.</param>
/// <param name="Issuer">Who vouches for the subject.</param>
/// <param name="Owner">Whose credential it is; null where the subject itself stands for the person.</param>
/// <param name="Roles">The roles held.</param>
/// <param name="Workspace">The workspace's name.</param>
/// <param name="Permissions">What the roles allow.</param>
/// <param name="Authentication">The kind of credential.</param>
/// <param name="ExpiresAt">When the console's session ends at the latest; null where there is none.</param>
/// <param name="IdleExpiresAt">When it ends if nobody is active until then; null where there is none.</param>
public sealed record SessionView(
    string SchemaVersion, string Product, string Actor, string Subject, string Issuer, string? Owner, IReadOnlyList<string> Roles,
    string Workspace, IReadOnlyList<string> Permissions, string Authentication, DateTimeOffset? ExpiresAt, DateTimeOffset? IdleExpiresAt)
{
    public static SessionView Of(Caller caller, ActiveSession? session) => new(
        "cavra.console.session.v1", WireNames.Product, caller.Actor.Display, caller.Actor.Subject, caller.Actor.Issuer, caller.Actor.Owner,
        caller.Actor.Roles, caller.WorkspaceName, [.. caller.Held.Select(permission => permission.Name)], caller.Authentication, session?.ExpiresAt,
        session?.IdleExpiresAt);
}

internal sealed class GetSessionHandler(Call call) : IRequestHandler<GetSession, Result<SessionView>>
{
    public Task<Result<SessionView>> Handle(GetSession query, CancellationToken cancellationToken) =>
        Task.FromResult(Result<SessionView>.Of(SessionView.Of(call.Caller, call.Session)));
}
