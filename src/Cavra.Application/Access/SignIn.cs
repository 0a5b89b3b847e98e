using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Access;

/// <summary>
/// Opens a session for the caller, who has presented a sign-in link or an API key or was sent here by an issuer. Uses the link up.
/// </summary>
/// <param name="LinkId">The link; null for none.</param>
/// <param name="KeyId">The key; null for none.</param>
/// <param name="TokenExpiresAt">Until when the issuer vouches for the caller; null where it was no issuer.</param>
public sealed record SignIn(SignInLinkId? LinkId, KeyId? KeyId, DateTimeOffset? TokenExpiresAt = null) : ICommand<SignedIn>
{
    public static Permission Permission => Permissions.SessionRead;

    // Of several that use a link at once, one signs in; the others are told what a used link is told.
    bool ICommandBase.IsRaced => true;
}

/// <summary>A session that was opened.</summary>
/// <param name="Session">What the caller is told.</param>
/// <param name="Token">What the browser presents from now on, told this once.</param>
public sealed record SignedIn(SessionView Session, string Token) : IBetweenSteps;

internal sealed class SignInHandler(ICavraDbContext db, EvidenceJournal journal, Call call, SessionTerms terms, TimeProvider clock)
    : IRequestHandler<SignIn, Result<SignedIn>>
{
    public async Task<Result<SignedIn>> Handle(SignIn command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var link = await db.SignInLinks.SingleOrDefaultAsync(link => link.Id == command.LinkId, cancellationToken);
        if (link?.Use(now).Refusal is { } used)
        {
            return used;
        }

        var key = await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(key => key.Id == command.KeyId, cancellationToken);
        if (link is null && command.TokenExpiresAt is null && key?.IsValid(now, from: null) is not true)
        {
            return AccessRefusals.KeyRevoked;
        }

        var token = RandomToken.New();
        var session = ConsoleSession.Open(call.Caller.Actor, call.Workspace, key, command.TokenExpiresAt ?? key?.ExpiresAt, RandomToken.Hash(token), terms, now);
        db.ConsoleSessions.Add(session);

        journal.Prove(session, ConsoleSessionView.Of(session, call.Caller.WorkspaceName));
        var holder = call.Caller with { Authentication = Caller.InConsole };
        return new SignedIn(SessionView.Of(holder, ActiveSession.Of(session, terms)), token);
    }
}
