using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Access;

/// <summary>Revokes an API key: at once in this process, within 5 seconds in every other.</summary>
public sealed record RevokeApiKey(KeyId KeyId) : ICommand<RevokedKeyAnswer>
{
    public static Permission Permission => Permissions.KeysManage;
}

/// <summary>What revoking an API key is answered with.</summary>
/// <param name="ApiKey">The key's record, with the instant it was revoked.</param>
/// <param name="Metadata">Public view of the evidence entry that proves it.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
public sealed record RevokedKeyAnswer(ApiKeyView ApiKey, MetadataItem Metadata, ActorView Actor);

internal sealed class RevokeApiKeyHandler(ICavraDbContext db, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<RevokeApiKey, Result<RevokedKeyAnswer>>
{
    public async Task<Result<RevokedKeyAnswer>> Handle(RevokeApiKey command, CancellationToken cancellationToken)
    {
        var key = await db.ApiKeys.SingleOrDefaultAsync(key => key.Id == command.KeyId, cancellationToken);
        if (key is null)
        {
            return AccessRefusals.KeyNotFound;
        }

        var before = ApiKeyView.Of(key, call.Caller.WorkspaceName);
        var revoked = key.Revoke(call.Caller.Actor.Display, clock.GetUtcNow());
        if (revoked.Refusal is { } refusal)
        {
            return refusal;
        }

        var view = ApiKeyView.Of(key, call.Caller.WorkspaceName);
        return new RevokedKeyAnswer(view, journal.Prove(key, view, before), ActorView.Of(call.Caller));
    }
}
