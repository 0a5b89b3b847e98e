using Cavra.Domain.Evidence;

namespace Cavra.Domain.Access;

/// <summary>That all sessions of a subject were ended at once.</summary>
/// <param name="Subject">Whose they were.</param>
/// <param name="EndedCount">How many were open.</param>
/// <param name="RevokedAt">When.</param>
public sealed record SessionRevocation(string Subject, int EndedCount, DateTimeOffset RevokedAt) : IEvidenced
{
    public EvidenceFacts Evidence => new(WireNames.SessionRevocationKind, "console sessions", Subject, new Dictionary<string, object?>
    {
        ["subject"] = Subject,
        ["ended_count"] = EndedCount,
    });

    /// <summary>Ends those of a subject's sessions that are open.</summary>
    public static SessionRevocation Of(string subject, IEnumerable<ConsoleSession> sessions, SessionTerms terms, DateTimeOffset now) =>
        new(subject, sessions.Where(session => session.IsOpen(now, terms)).Count(session => session.End(now).Refusal is null), now);
}
