using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Access;

/// <summary>Opens a workspace, with a first key in it so that somebody can administer it.</summary>
/// <param name="Name">Lowercase letters, digits and hyphens.</param>
/// <param name="KeyRoles">The roles of the first key.</param>
public sealed record OpenWorkspace(Name Name, IReadOnlyList<string> KeyRoles) : ICommand<OpenedWorkspaceAnswer>
{
    public static Permission Permission => Permissions.WorkspacesManage;
}

/// <param name="Workspace">The new workspace.</param>
/// <param name="Key">Its administrator's key, told this once.</param>
/// <param name="Metadata">The evidence of it, which is kept in the caller's workspace.</param>
/// <param name="Actor">Who opened it.</param>
public sealed record OpenedWorkspaceAnswer(WorkspaceView Workspace, string? Key, MetadataItem Metadata, ActorView Actor) : IHoldsSecret
{
    object IHoldsSecret.WithoutSecret => this with { Key = null };
}

internal sealed class OpenWorkspaceValidator : AbstractValidator<OpenWorkspace>
{
    public OpenWorkspaceValidator()
    {
        RuleFor(command => command.Name)
            .Must(name => Workspace.IsName(name.Value))
            .WithMessage($"1 to {Workspace.NameMaxLength} lowercase letters, digits and inner hyphens.");
        RuleFor(command => command.KeyRoles).NotEmpty();
        RuleForEach(command => command.KeyRoles).Must(role => Roles.Grantable.Contains(role));
    }
}

internal sealed class OpenWorkspaceHandler(ICavraDbContext db, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<OpenWorkspace, Result<OpenedWorkspaceAnswer>>
{
    public async Task<Result<OpenedWorkspaceAnswer>> Handle(OpenWorkspace command, CancellationToken cancellationToken)
    {
        if (await db.Workspaces.AnyAsync(workspace => workspace.Name == command.Name.Value, cancellationToken))
        {
            return AccessRefusals.WorkspaceExists;
        }

        var now = clock.GetUtcNow();
        var workspace = Workspace.Open(command.Name.Value, now);
        var (key, text) = NewKey.Issue(call, workspace.Id, "administrator", command.KeyRoles, now);
        db.Workspaces.Add(workspace);
        db.ApiKeys.Add(key);

        var view = WorkspaceView.Of(workspace);
        return new OpenedWorkspaceAnswer(
            view, text, journal.Prove(workspace, view), ActorView.Of(call.Caller));
    }
}
