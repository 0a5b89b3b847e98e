using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Domain.Access;
using Cavra.Domain.Access.Tokens;
using Cavra.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Infrastructure.Access;

/// <summary>Finds the holder of an API key, and notes when the key was used.</summary>
internal sealed class CallerDirectory(IDbContextFactory<CavraDbContext> contexts, IRedactor redactor, TimeProvider clock) : ICallerDirectory
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<KeyId, Known> _known = new();

    public async Task<Caller?> FindAsync(string presented, IPAddress? from, CancellationToken cancellationToken)
    {
        if (!KeySecret.TryParse(presented, out var id, out var secret))
        {
            return null;
        }

        var now = clock.GetUtcNow();
        if (!_known.TryGetValue(id, out var known) || now - known.ReadAt > Remembered)
        {
            known = await ReadAsync(id, now, cancellationToken);
            _known[id] = known;
        }

        // The hash is compared even for an unknown key, so that the time taken tells nothing.
        var right = CryptographicOperations.FixedTimeEquals(KeySecret.Hash(secret), known.Key?.SecretHash ?? new byte[32]);
        if (!right || known.Key is not { } key || known.Workspace is not { } workspace || !key.IsValid(now, from))
        {
            return null;
        }

        await NoteUseAsync(key, now, cancellationToken);
        var actor = new Actor(key.Name, key.Id.ToString(), Actor.Keys, key.Roles) { Owner = key.Owner };
        return new Caller(workspace.Id, workspace.Name, actor, "api_key", workspace.Policy);
    }

    public async Task<Caller?> OfTokenAsync(TokenHolder holder, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var workspace = await db.Workspaces.AsNoTracking().SingleOrDefaultAsync(workspace => workspace.Name == holder.Workspace, cancellationToken);
        return workspace is null ? null : new Caller(workspace.Id, workspace.Name, PublicSafe(holder.Actor), Caller.ByToken, workspace.Policy);
    }

    // Claims are what somebody typed elsewhere. One in which the redactor would remove something is shown by a digest, which tells the
    // holder from everybody else as well.
    private Actor PublicSafe(Actor actor)
    {
        var subject = PublicSafe(actor.Subject);
        var display = IsPublicSafe(actor.Display) ? actor.Display : subject;
        return actor with { Subject = subject, Display = display, Owner = actor.Owner is null ? null : PublicSafe(actor.Owner) };
    }

    private string PublicSafe(string text) =>
        IsPublicSafe(text) ? text : $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32]}";

    private bool IsPublicSafe(string text) => redactor.Redact(text).Text == text;

    public void Forget(KeyId id) => _known.TryRemove(id, out _);

    public void Forget(WorkspaceId id)
    {
        foreach (var (key, _) in _known.Where(known => known.Value.Workspace?.Id == id))
        {
            _known.TryRemove(key, out _);
        }
    }

    // The one statement that can't name a workspace: which one the key belongs to is what it asks.
    private async Task<Known> ReadAsync(KeyId id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var key = await db.ApiKeys.IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(key => key.Id == id, cancellationToken);
        var workspace = key is null
            ? null
            : await db.Workspaces.AsNoTracking().SingleOrDefaultAsync(workspace => workspace.Id == key.WorkspaceId, cancellationToken);
        if (_known.Count > 10_000)
        {
            _known.Clear();
        }

        return new Known(key, workspace, now);
    }

    private async Task NoteUseAsync(ApiKey key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var minute = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        if (key.LastUsedAt >= minute || !_known.TryGetValue(key.Id, out var known) || !known.TryNoteMinute(minute))
        {
            return;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.ApiKeys.IgnoreQueryFilters()
            .Where(row => row.WorkspaceId == key.WorkspaceId && row.Id == key.Id && (row.LastUsedAt == null || row.LastUsedAt < minute))
            .ExecuteUpdateAsync(row => row.SetProperty(k => k.LastUsedAt, minute), cancellationToken);
    }

    private sealed record Known(ApiKey? Key, Workspace? Workspace, DateTimeOffset ReadAt)
    {
        private long _minute;

        /// <summary>True for the first caller of a minute.</summary>
        public bool TryNoteMinute(DateTimeOffset minute) => Interlocked.Exchange(ref _minute, minute.Ticks) != minute.Ticks;
    }
}
