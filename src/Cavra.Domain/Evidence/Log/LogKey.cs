namespace Cavra.Domain.Evidence.Log;

/// <summary>A key that checkpoints are signed with, by reference: the private part is in a file that the database never sees.</summary>
public sealed class LogKey : IEvidenced
{
    private LogKey()
    {
    }

    /// <summary>Ed25519, 32 bytes.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>Name of the file, in the directory of the log's keys.</summary>
    public required string Reference { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until when it signs beside its successor; null while it has none.</summary>
    public DateTimeOffset? SignsUntil { get; private set; }

    /// <summary>The longest that two keys may sign side by side, in days.</summary>
    public const int LongestOverlapDays = 366;

    public EvidenceFacts Evidence => new(WireNames.LogKeyKind, "log key", Reference, new Dictionary<string, object?>
    {
        ["public_key"] = Convert.ToBase64String(PublicKey),
        ["signs_until"] = SignsUntil,
    });

    public static LogKey Made(byte[] publicKey, string reference, DateTimeOffset now) =>
        new() { PublicKey = publicKey, Reference = reference, CreatedAt = now };

    public bool Signs(DateTimeOffset now) => SignsUntil is not { } until || now < until;

    /// <summary>Says that another key has taken over. The end that an earlier one stated is a promise, and stays.</summary>
    public void Succeeded(TimeSpan overlap, DateTimeOffset now) => SignsUntil ??= now + overlap;

    /// <summary>Says that its private part is gone: nothing waits for its signature any more.</summary>
    public void Lost(DateTimeOffset now) => SignsUntil = now;
}
