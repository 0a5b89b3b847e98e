using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using FluentValidation;
using MediatR;

namespace Cavra.Application.Access;

/// <summary>Issues an API key. The key itself is in the answer, this once and nowhere else.</summary>
public sealed record CreateApiKey(
    Name? Name, IReadOnlyList<string> Roles, DateTimeOffset? ExpiresAt, IReadOnlyList<string> AllowNetworks, Name? Owner = null)
    : ICommand<ApiKeyAnswer>
{
    public static Permission Permission => Permissions.KeysManage;
}

/// <summary>A new key, and the only time that it is shown.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="KeyId">Id of the key, which is not the key.</param>
/// <param name="Name">What documents show of whoever uses the key.</param>
/// <param name="Owner">Whose key it is: all keys of one owner act for one person.</param>
/// <param name="Roles">Roles that the key grants.</param>
/// <param name="Workspace">The workspace's name.</param>
/// <param name="ExpiresAt">From when it is not accepted any more; null for never.</param>
/// <param name="Key">The key itself, this once and nowhere else; null when the answer is given again.</param>
/// <param name="Metadata">Public view of the evidence entry that proves it.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
public sealed record ApiKeyAnswer(
    string SchemaVersion, string Product, string KeyId, string Name, string Owner, IReadOnlyList<string> Roles, string Workspace,
    DateTimeOffset? ExpiresAt, string? Key, MetadataItem Metadata, ActorView Actor) : IAddressable, IHoldsSecret
{
    object IHoldsSecret.WithoutSecret => this with { Key = null };

    string IAddressable.Location => "/access/keys";
}

internal sealed class CreateApiKeyValidator : AbstractValidator<CreateApiKey>
{
    public CreateApiKeyValidator(TimeProvider clock)
    {
        RuleFor(command => command.Name).NotNull().WithMessage("Required.").IsName();
        RuleFor(command => command.Owner).IsName();
        RuleFor(command => command.Roles).NotEmpty().WithMessage("At least one role.");
        RuleForEach(command => command.Roles).IsGrantableRole();
        RuleFor(command => command.ExpiresAt)
            .Must(expiry => expiry is null || expiry > clock.GetUtcNow()).WithMessage("Later than now.");
        RuleFor(command => command.AllowNetworks).Must(networks => networks.Count <= 20).WithMessage("At most 20 networks.");
        RuleForEach(command => command.AllowNetworks)
            .Must(network => NetworkText.TryRead(network, out _))
            .WithMessage("A network such as 10.1.0.0/16, with nothing set behind the prefix.");
    }
}

internal sealed class CreateApiKeyHandler(ICavraDbContext db, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<CreateApiKey, Result<ApiKeyAnswer>>
{
    public Task<Result<ApiKeyAnswer>> Handle(CreateApiKey command, CancellationToken cancellationToken)
    {
        var (key, text) = NewKey.Issue(
            call, call.Workspace, command.Name!.Value, command.Roles, clock.GetUtcNow(), command.ExpiresAt, command.AllowNetworks,
            command.Owner?.Value);
        db.ApiKeys.Add(key);

        var metadata = journal.Prove(key, ApiKeyView.Of(key, call.Caller.WorkspaceName));
        return Task.FromResult(Result<ApiKeyAnswer>.Of(new ApiKeyAnswer(
            WireNames.ApiKeySchema, WireNames.Product, key.Id.ToString(), key.Name, key.Owner, key.Roles, call.Caller.WorkspaceName,
            key.ExpiresAt, text, metadata, ActorView.Of(call.Caller))));
    }
}
