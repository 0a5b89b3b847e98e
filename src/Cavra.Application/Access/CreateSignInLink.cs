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

/// <summary>Makes a link that signs a browser in once. Its secret part is in the answer, this once and nowhere else.</summary>
/// <param name="Name">What documents will show of whoever uses it.</param>
/// <param name="Roles">What they will be allowed.</param>
/// <param name="Workspace">The name of the workspace it opens.</param>
public sealed record CreateSignInLink(Name Name, IReadOnlyList<string> Roles, string Workspace) : ICommand<SignInLinkAnswer>
{
    public static Permission Permission => Permissions.SignInLinksCreate;
}

/// <param name="LinkId">The link's id.</param>
/// <param name="Name">What documents will show of whoever uses it.</param>
/// <param name="Roles">What they will be allowed.</param>
/// <param name="Workspace">The name of the workspace it opens.</param>
/// <param name="ExpiresAt">From when on it can't be used.</param>
/// <param name="OneTime">The secret part, told this once.</param>
/// <param name="Metadata">The evidence of it, which is kept in the caller's workspace.</param>
/// <param name="Actor">Who made it.</param>
public sealed record SignInLinkAnswer(
    SignInLinkId LinkId, string Name, IReadOnlyList<string> Roles, string Workspace, DateTimeOffset ExpiresAt, string? OneTime,
    MetadataItem Metadata, ActorView Actor) : IHoldsSecret
{
    object IHoldsSecret.WithoutSecret => this with { OneTime = null };
}

internal sealed class CreateSignInLinkValidator : AbstractValidator<CreateSignInLink>
{
    public CreateSignInLinkValidator()
    {
        RuleFor(command => command.Name).IsName();
        RuleFor(command => command.Roles).NotEmpty().WithMessage("At least one role.");
        RuleForEach(command => command.Roles).IsGrantableRole();
    }
}

internal sealed class CreateSignInLinkHandler(ICavraDbContext db, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<CreateSignInLink, Result<SignInLinkAnswer>>
{
    public async Task<Result<SignInLinkAnswer>> Handle(CreateSignInLink command, CancellationToken cancellationToken)
    {
        var workspace = await db.Workspaces.SingleOrDefaultAsync(workspace => workspace.Name == command.Workspace, cancellationToken);
        if (workspace is null)
        {
            return AccessRefusals.WorkspaceNotFound;
        }

        var token = RandomToken.New();
        var link = SignInLink.Make(
            workspace.Id, command.Name.Value, command.Roles, RandomToken.Hash(token), call.Caller.Actor.Display, clock.GetUtcNow());
        db.SignInLinks.Add(link);

        var metadata = journal.Prove(link, SignInLinkView.Of(link, workspace.Name));
        return new SignInLinkAnswer(
            link.Id, link.Name, link.Roles, workspace.Name, link.ExpiresAt, token, metadata, ActorView.Of(call.Caller));
    }
}

/// <summary>A sign-in link as its evidence sees it.</summary>
internal sealed record SignInLinkView(
    SignInLinkId LinkId, string Name, IReadOnlyList<string> Roles, string Workspace, DateTimeOffset CreatedAt, string CreatedBy,
    DateTimeOffset ExpiresAt)
{
    public static SignInLinkView Of(SignInLink link, string workspace) =>
        new(link.Id, link.Name, link.Roles, workspace, link.CreatedAt, link.CreatedBy, link.ExpiresAt);
}
