using Cavra.Domain.Access;

namespace Cavra.Domain.Evidence.Log;

/// <summary>A verified RFC 3161 time-stamp of the text of a workspace's checkpoint.</summary>
public sealed class StoredTimestamp
{
    /// <summary>The most characters that are kept of the authority's name.</summary>
    public const int LongestAuthority = 200;

    private StoredTimestamp()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    /// <summary>Entries that the checkpoint is over.</summary>
    public required long Size { get; init; }

    /// <summary>The token as the authority answered it: a CMS message in DER.</summary>
    public required byte[] Token { get; init; }

    /// <summary>When the authority says that it was made.</summary>
    public required DateTimeOffset StampedAt { get; init; }

    /// <summary>The subject of the certificate that signed it, redacted; at most <see cref="LongestAuthority"/> characters.</summary>
    public required string Authority { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }
}

/// <summary>How the time-stamping authority and a workspace's log are getting on.</summary>
public sealed class TimestampState
{
    private TimestampState()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    /// <summary>Since when it has given no time-stamp that holds; null while it does.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Why the last time; null while it gives them.</summary>
    public TimestampFailure? LastError { get; init; }

    /// <summary>When it was asked last.</summary>
    public required DateTimeOffset LastAt { get; init; }
}

/// <summary>How often checkpoints are time-stamped.</summary>
public static class TimestampPace
{
    /// <summary>The least time between two time-stamps of a log.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Whether the newest checkpoint is to be stamped: the log has grown since the last stamp, which is old enough.</summary>
    /// <param name="size">Of the newest checkpoint, in entries.</param>
    /// <param name="lastSize">Of the one that was stamped last; null where none was.</param>
    /// <param name="lastAt">When that stamp was received.</param>
    /// <param name="now">The time it is.</param>
    public static bool IsDue(long size, long? lastSize, DateTimeOffset? lastAt, DateTimeOffset now) =>
        lastSize is not { } last || (size > last && !(lastAt > now - Interval));
}

/// <summary>Why there is no time-stamp that could be kept.</summary>
public enum TimestampFailure
{
    /// <summary>The authority can't be reached.</summary>
    Unreachable,

    /// <summary>It did not answer in time.</summary>
    TimedOut,

    /// <summary>The certificate of its server is not trusted.</summary>
    UntrustedCertificate,

    /// <summary>The egress guard refused its address.</summary>
    EgressRefused,

    /// <summary>Its answer was longer than it may be.</summary>
    TooLong,

    /// <summary>Its answer was none that the protocol has.</summary>
    Garbage,

    /// <summary>It answered by HTTP that it gives none.</summary>
    Refused,

    /// <summary>It answered by its status that it gives none.</summary>
    Rejected,

    /// <summary>The answer is to another request.</summary>
    OtherNonce,

    /// <summary>The token is of another text, or by another hash than SHA-256.</summary>
    OtherText,

    /// <summary>The token's signature is wrong, or its certificate is not in it, is not the one that it names, or did not hold then.</summary>
    WrongSignature,

    /// <summary>The certificate that signed it is not for time-stamping, and that alone.</summary>
    NotForTimestamps,

    /// <summary>The certificate that signed it did not lead to one of the roots at that time.</summary>
    UntrustedAuthority,
}
