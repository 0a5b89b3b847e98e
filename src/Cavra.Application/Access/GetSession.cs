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

public sealed record SessionView(
    string SchemaVersion, string Product, string Actor, string Subject, string Issuer, IReadOnlyList<string> Roles, string Workspace,
    IReadOnlyList<string> Permissions, string Authentication);

internal sealed class GetSessionHandler(Call call) : IRequestHandler<GetSession, Result<SessionView>>
{
    public Task<Result<SessionView>> Handle(GetSession query, CancellationToken cancellationToken)
    {
        var (caller, actor) = (call.Caller, call.Caller.Actor);
        return Task.FromResult(Result<SessionView>.Of(new SessionView(
            "cavra.console.session.v1", WireNames.Product, actor.Display, actor.Subject, actor.Issuer, actor.Roles,
            caller.WorkspaceName, [.. caller.Held.Select(permission => permission.Name)], caller.Authentication)));
    }
}
