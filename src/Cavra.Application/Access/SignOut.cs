using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Access;

/// <summary>Ends the console's session that the caller acts in.</summary>
/// <param name="Issuer">Where its issuer can be signed out of; null where it offers nothing.</param>
public sealed record SignOut(IssuerSignOut? Issuer = null) : ICommand<SignedOutAnswer>
{
    public static Permission Permission => Permissions.SessionRead;
}

/// <summary>Where somebody signs out of an issuer too.</summary>
/// <param name="Issuer">The issuer.</param>
/// <param name="Url">Where the browser goes for it.</param>
public sealed record IssuerSignOut(string Issuer, string Url);

/// <summary>What signing out is answered with.</summary>
/// <param name="Session">The session that was ended.</param>
/// <param name="Metadata">Public view of the evidence entry that proves it.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
/// <param name="EndSessionUrl">Where the browser signs out of the issuer too; null where there is none, or it offers nothing.</param>
public sealed record SignedOutAnswer(ConsoleSessionView Session, MetadataItem Metadata, ActorView Actor, string? EndSessionUrl);

internal sealed class SignOutHandler(ICavraDbContext db, EvidenceJournal journal, Call call, TimeProvider clock)
    : IRequestHandler<SignOut, Result<SignedOutAnswer>>
{
    public async Task<Result<SignedOutAnswer>> Handle(SignOut command, CancellationToken cancellationToken)
    {
        var id = call.Session?.Id;
        var session = await db.ConsoleSessions.SingleOrDefaultAsync(session => session.Id == id, cancellationToken);
        if (session is null)
        {
            return AccessRefusals.NoSession;
        }

        var before = ConsoleSessionView.Of(session, call.Caller.WorkspaceName);
        var ended = session.End(clock.GetUtcNow());
        if (ended.Refusal is { } refusal)
        {
            return refusal;
        }

        var view = ConsoleSessionView.Of(session, call.Caller.WorkspaceName);
        var elsewhere = session.Issuer == command.Issuer?.Issuer ? command.Issuer.Url : null;
        return new SignedOutAnswer(view, journal.Prove(session, view, before), ActorView.Of(call.Caller), elsewhere);
    }
}

/// <summary>A session of the console, as its evidence and whoever ends it see it.</summary>
/// <param name="SessionId">The session's id.</param>
/// <param name="Name">What documents show of who signed in.</param>
/// <param name="Subject">Id of the credential that was signed in with.</param>
/// <param name="Roles">The roles held.</param>
/// <param name="Workspace">The workspace's name.</param>
/// <param name="CreatedAt">When it was opened.</param>
/// <param name="ExpiresAt">When it ends at the latest.</param>
/// <param name="EndedAt">When it was ended by signing out; null while it was not.</param>
public sealed record ConsoleSessionView(
    ConsoleSessionId SessionId, string Name, string Subject, IReadOnlyList<string> Roles, string Workspace, DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt, DateTimeOffset? EndedAt)
{
    public static ConsoleSessionView Of(ConsoleSession session, string workspace) => new(
        session.Id, session.Name, session.Subject, session.Roles, workspace, session.CreatedAt, session.ExpiresAt, session.EndedAt);
}
