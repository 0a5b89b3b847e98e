using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Access;

/// <summary>Lists the workspaces of this instance, oldest first.</summary>
public sealed record ListWorkspaces : IQuery<IReadOnlyList<WorkspaceView>>
{
    public static Permission Permission => Permissions.WorkspacesManage;
}

public sealed record WorkspaceView(string Id, string Name, DateTimeOffset CreatedAt)
{
    public static WorkspaceView Of(Workspace workspace) => new(workspace.Id.ToString(), workspace.Name, workspace.CreatedAt);
}

internal sealed class ListWorkspacesHandler(ICavraDbContext db)
    : IRequestHandler<ListWorkspaces, Result<IReadOnlyList<WorkspaceView>>>
{
    public async Task<Result<IReadOnlyList<WorkspaceView>>> Handle(ListWorkspaces query, CancellationToken cancellationToken)
    {
        var workspaces = await db.Workspaces.AsNoTracking().OrderBy(workspace => workspace.Id).ToListAsync(cancellationToken);
        return Result<IReadOnlyList<WorkspaceView>>.Of([.. workspaces.Select(WorkspaceView.Of)]);
    }
}
