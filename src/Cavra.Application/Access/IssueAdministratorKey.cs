using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Access;

/// <summary>Issues a key to administer a workspace with, on the instance's machine: the first one, or one in place of a lost one.</summary>
/// <param name="Name">What documents will show of whoever uses it.</param>
/// <param name="Roles">What it may do.</param>
/// <param name="Workspace">The name of the workspace that it is for.</param>
public sealed record IssueAdministratorKey(Name Name, IReadOnlyList<string> Roles, string Workspace) : ICommand<ApiKeyAnswer>
{
    public static Permission Permission => Permissions.KeysRecover;
}

internal sealed class IssueAdministratorKeyValidator : AbstractValidator<IssueAdministratorKey>
{
    public IssueAdministratorKeyValidator()
    {
        RuleFor(command => command.Name).IsName();
        RuleFor(command => command.Roles).NotEmpty().WithMessage("At least one role.");
        RuleForEach(command => command.Roles).IsGrantableRole();
    }
}

internal sealed class IssueAdministratorKeyHandler(ICavraDbContext db, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<IssueAdministratorKey, Result<ApiKeyAnswer>>
{
    public async Task<Result<ApiKeyAnswer>> Handle(IssueAdministratorKey command, CancellationToken cancellationToken)
    {
        var workspace = await db.Workspaces.SingleOrDefaultAsync(workspace => workspace.Name == command.Workspace, cancellationToken);
        if (workspace is null)
        {
            return AccessRefusals.WorkspaceNotFound;
        }

        var (key, text) = NewKey.Issue(call, workspace.Id, command.Name.Value, command.Roles, clock.GetUtcNow());
        db.ApiKeys.Add(key);

        var metadata = journal.Prove(key, ApiKeyView.Of(key, workspace.Name));
        return new ApiKeyAnswer(
            WireNames.ApiKeySchema, WireNames.Product, key.Id.ToString(), key.Name, key.Owner, key.Roles, workspace.Name,
            key.ExpiresAt, text, metadata, ActorView.Of(call.Caller));
    }
}
