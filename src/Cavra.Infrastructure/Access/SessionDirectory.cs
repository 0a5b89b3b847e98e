using System.Net;
using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Domain.Access;
using Cavra.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Infrastructure.Access;

/// <summary>Finds sessions and sign-in links by what is presented, and notes that somebody is active.</summary>
internal sealed class SessionDirectory(IDbContextFactory<CavraDbContext> contexts, SessionTerms terms, TimeProvider clock) : ISessionDirectory
{
    private static readonly PresentedSession Unknown = new(IsKnown: false);

    private static readonly PresentedSession Over = new(IsKnown: true);

    // No statement here can name a workspace at first: which one the session belongs to is what it asks.
    public async Task<PresentedSession> FindAsync(string token, IPAddress? from, bool isActivity, CancellationToken cancellationToken)
    {
        if (!RandomToken.IsOne(token))
        {
            return Unknown;
        }

        var (hash, now) = (RandomToken.Hash(token), clock.GetUtcNow());
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var session = await db.ConsoleSessions.IgnoreQueryFilters().AsNoTracking()
            .SingleOrDefaultAsync(session => session.TokenHash == hash, cancellationToken);
        if (session is null)
        {
            return Unknown;
        }

        if (!session.IsOpen(now, terms) || !await IsBackedAsync(db, session, now, from, cancellationToken))
        {
            return Over;
        }

        var lastSeen = isActivity ? await NoteAsync(db, session, now, cancellationToken) : session.LastSeenAt;
        var holder = await HolderAsync(db, session.WorkspaceId, session.Actor, Caller.InConsole, cancellationToken);
        return new PresentedSession(
            IsKnown: true, holder, new ActiveSession(session.Id, session.ExpiresAt, session.IdleExpiresAt(terms, lastSeen)));
    }

    public async Task<LinkHolder?> FindLinkAsync(string token, CancellationToken cancellationToken)
    {
        if (!RandomToken.IsOne(token))
        {
            return null;
        }

        var hash = RandomToken.Hash(token);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var link = await db.SignInLinks.IgnoreQueryFilters().AsNoTracking()
            .SingleOrDefaultAsync(link => link.TokenHash == hash, cancellationToken);
        return link?.IsOpen(clock.GetUtcNow()) is true
            ? new LinkHolder(link.Id, await HolderAsync(db, link.WorkspaceId, link.Actor, "sign_in_link", cancellationToken))
            : null;
    }

    // A session is worth no more than the key it was opened with.
    private static async Task<bool> IsBackedAsync(
        CavraDbContext db, ConsoleSession session, DateTimeOffset now, IPAddress? from, CancellationToken cancellationToken)
    {
        if (session.KeyId is null)
        {
            return true;
        }

        var key = await db.ApiKeys.IgnoreQueryFilters().AsNoTracking()
            .SingleOrDefaultAsync(key => key.WorkspaceId == session.WorkspaceId && key.Id == session.KeyId, cancellationToken);
        return key?.IsValid(now, from) is true;
    }

    private static async Task<DateTimeOffset> NoteAsync(
        CavraDbContext db, ConsoleSession session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var noted = now - ConsoleSession.NotedEvery;
        if (session.LastSeenAt > noted)
        {
            return session.LastSeenAt;
        }

        await db.ConsoleSessions.IgnoreQueryFilters()
            .Where(row => row.WorkspaceId == session.WorkspaceId && row.Id == session.Id && row.LastSeenAt <= noted)
            .ExecuteUpdateAsync(row => row.SetProperty(seen => seen.LastSeenAt, now), cancellationToken);
        return now;
    }

    private static async Task<Caller> HolderAsync(
        CavraDbContext db, WorkspaceId id, Actor actor, string authentication, CancellationToken cancellationToken)
    {
        var workspace = await db.Workspaces.AsNoTracking().SingleAsync(workspace => workspace.Id == id, cancellationToken);
        return new Caller(workspace.Id, workspace.Name, actor, authentication, workspace.Policy);
    }
}
