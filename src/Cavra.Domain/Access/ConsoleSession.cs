using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.Access;

/// <summary>A browser that is signed in: who it acts for and until when, never what it presents.</summary>
public sealed class ConsoleSession : IEvidenced
{
    /// <summary>Activity is noted no more often than this.</summary>
    public static readonly TimeSpan NotedEvery = TimeSpan.FromMinutes(1);

    private ConsoleSession()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required ConsoleSessionId Id { get; init; }

    /// <summary>SHA-256 of what the browser presents, 32 bytes.</summary>
    public required byte[] TokenHash { get; init; }

    /// <summary>What documents show of who signed in.</summary>
    public required string Name { get; init; }

    /// <summary>Id of the credential that was signed in with.</summary>
    public required string Subject { get; init; }

    public required string Issuer { get; init; }

    /// <summary>Whose credential it was; null where its id stands for the person.</summary>
    public string? Owner { get; init; }

    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>The key that was signed in with: the session ends when it does. Null where it was none.</summary>
    public KeyId? KeyId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a person was last active, at most <see cref="NotedEvery"/> too early.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>The first instant at which it is over, whatever is done.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was ended by signing out.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Whoever signed in.</summary>
    public Actor Actor => new(Name, Subject, Issuer, Roles) { Owner = Owner };

    public EvidenceFacts Evidence => new(WireNames.ConsoleSessionKind, "console session", Id.ToString(), new Dictionary<string, object?>
    {
        ["session_id"] = Id.ToString(),
        ["name"] = Name,
        ["subject"] = Subject,
        ["roles"] = Roles,
        ["expires_at"] = ExpiresAt,
        ["ended_at"] = EndedAt,
    });

    /// <summary>Signs somebody in.</summary>
    /// <param name="by">Who it is.</param>
    /// <param name="workspace">Where.</param>
    /// <param name="key">The key they signed in with; null for none.</param>
    /// <param name="until">When what they signed in with ends; null for never.</param>
    /// <param name="tokenHash">SHA-256 of what the browser will present.</param>
    /// <param name="terms">How long sessions last.</param>
    /// <param name="now">The instant.</param>
    public static ConsoleSession Open(
        Actor by, WorkspaceId workspace, ApiKey? key, DateTimeOffset? until, byte[] tokenHash, SessionTerms terms, DateTimeOffset now) => new()
        {
            WorkspaceId = workspace,
            Id = Ids.New<ConsoleSessionId>(now),
            TokenHash = tokenHash,
            Name = by.Display,
            Subject = by.Subject,
            Issuer = by.Issuer,
            Owner = by.Owner,
            Roles = by.Roles,
            KeyId = key?.Id,
            CreatedAt = now,
            LastSeenAt = now,
            ExpiresAt = until < now + terms.Absolute ? until.Value : now + terms.Absolute,
        };

    /// <summary>The first instant at which it is over if nobody is active until then.</summary>
    /// <param name="terms">How long sessions last.</param>
    /// <param name="seenAt">When somebody was active later than <see cref="LastSeenAt"/>.</param>
    public DateTimeOffset IdleExpiresAt(SessionTerms terms, DateTimeOffset? seenAt = null)
    {
        var idle = (seenAt ?? LastSeenAt) + terms.Idle;
        return idle < ExpiresAt ? idle : ExpiresAt;
    }

    public bool IsOpen(DateTimeOffset now, SessionTerms terms) => EndedAt is null && now < IdleExpiresAt(terms);

    public Result End(DateTimeOffset now)
    {
        if (EndedAt is not null)
        {
            return AccessRefusals.NoSession;
        }

        EndedAt = now;
        return Result.Done;
    }
}

/// <summary>Identifies a session of the console; no part of what the browser presents.</summary>
public readonly record struct ConsoleSessionId(Guid Value) : IId<ConsoleSessionId>
{
    public static string Prefix => "session";

    public static ConsoleSessionId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}

/// <summary>How long a session of the console lasts.</summary>
/// <param name="Idle">Without anything done by a person.</param>
/// <param name="Absolute">Whatever is done.</param>
public sealed record SessionTerms(TimeSpan Idle, TimeSpan Absolute);
