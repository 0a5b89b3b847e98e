using Cavra.Domain.Access;

namespace Cavra.Domain.Evidence.Log;

/// <summary>A verified cosignature of a workspace's checkpoint.</summary>
public sealed class StoredCosignature
{
    private StoredCosignature()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    /// <summary>Entries that the checkpoint is over.</summary>
    public required long Size { get; init; }

    /// <summary>The name of the witness's key.</summary>
    public required string Name { get; init; }

    /// <summary>With the name, tells the key; 32 bits.</summary>
    public required long KeyId { get; init; }

    /// <summary>The signature line as it stands in a note, without its newline.</summary>
    public required string Line { get; init; }

    /// <summary>When the witness says that it signed.</summary>
    public required DateTimeOffset WitnessTime { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }
}

/// <summary>How a witness and a workspace's log are getting on.</summary>
public sealed class LogWitness
{
    private LogWitness()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    /// <summary>The name of the witness's key.</summary>
    public required string Name { get; init; }

    /// <summary>The size of the last checkpoint that it is known to have cosigned, in entries; 0 for none.</summary>
    public required long LastSize { get; init; }

    /// <summary>Since when it has given no cosignature that holds; null while it does.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Why the last time; null while it gives them.</summary>
    public WitnessFailure? LastError { get; init; }

    /// <summary>When it was asked last.</summary>
    public required DateTimeOffset LastAt { get; init; }
}

/// <summary>Why a witness gave no cosignature that could be kept.</summary>
public enum WitnessFailure
{
    /// <summary>It can't be reached.</summary>
    Unreachable,

    /// <summary>It did not answer in time.</summary>
    TimedOut,

    /// <summary>Its certificate is not trusted.</summary>
    UntrustedCertificate,

    /// <summary>The egress guard refused its address.</summary>
    EgressRefused,

    /// <summary>Its answer was longer than it may be.</summary>
    TooLong,

    /// <summary>Its answer was none that the protocol has.</summary>
    Garbage,

    /// <summary>A line that is called its own is not by its key.</summary>
    WrongSignature,

    /// <summary>None of the lines that it answered is by its key.</summary>
    NotCosigned,

    /// <summary>The time of its cosignature is still to come.</summary>
    Early,

    /// <summary>It does not know the log (404).</summary>
    UnknownLog,

    /// <summary>It trusts none of the keys that signed the checkpoint (403).</summary>
    UntrustedKey,

    /// <summary>It says that the log has not grown from what it cosigned before (422).</summary>
    Inconsistent,

    /// <summary>It has cosigned another checkpoint of the same size, or keeps naming other sizes (409).</summary>
    Conflict,

    /// <summary>It has cosigned more entries than the log has.</summary>
    Ahead,

    /// <summary>It refused in another way.</summary>
    Refused,

    /// <summary>The stored tiles do not give the proof that it needs.</summary>
    NoProof,
}
