using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;

namespace Cavra.Domain.Evidence;

/// <summary>
/// That a request with an idempotency key was begun, and what it was answered: the same request again gets the same answer.
/// </summary>
public sealed class IdempotencyRecord
{
    /// <summary>How long a key counts, from its first use.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private IdempotencyRecord()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    /// <summary>The subject of the credential that used the key.</summary>
    public required string Credential { get; init; }

    /// <summary>HMAC-SHA-256 of the key, lower-case hex: people put secrets into keys.</summary>
    public required string KeyDigest { get; init; }

    /// <summary>HMAC-SHA-256 of method, path and canonical body, 32 bytes.</summary>
    public required byte[] RequestDigest { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until when a request that is not answered yet may still be under way.</summary>
    public required DateTimeOffset LeaseUntil { get; init; }

    /// <summary>The HTTP status of the answer; null until there is one.</summary>
    public int? Status { get; private set; }

    public string? Location { get; private set; }

    /// <summary>The version of the document answered; null where it has none.</summary>
    public string? ETag { get; private set; }

    /// <summary>The answer's body, byte for byte; null until there is one.</summary>
    public string? Answer { get; private set; }

    public static IdempotencyRecord Begin(
        WorkspaceId workspace, string credential, string keyDigest, byte[] requestDigest, DateTimeOffset now, DateTimeOffset leaseUntil) =>
        new()
        {
            WorkspaceId = workspace,
            Credential = credential,
            KeyDigest = keyDigest,
            RequestDigest = requestDigest,
            CreatedAt = now,
            LeaseUntil = leaseUntil,
        };

    /// <summary>What was first used then or before no longer counts, and may be removed.</summary>
    public static DateTimeOffset OutlivedSince(DateTimeOffset now) => now - Lifetime;

    /// <summary>Whether the same request still gets this answer.</summary>
    public bool CountsAt(DateTimeOffset now) => CreatedAt > OutlivedSince(now);

    /// <summary>
    /// Why there is no answer yet. Whether its process still lives nobody knows before the lease ends; whoever asks again is told to wait
    /// as long as it has taken so far, and not beyond that end.
    /// </summary>
    public Refusal Unanswered(DateTimeOffset now) => now >= LeaseUntil
        ? CommonRefusals.Interrupted
        : CommonRefusals.InFlight with
        {
            RetryAfterSeconds = (int)Math.Ceiling(Math.Min(
                (LeaseUntil - now).TotalSeconds, Math.Max(CommonRefusals.InFlight.RetryAfterSeconds!.Value, (now - CreatedAt).TotalSeconds))),
        };

    public void Finish(int status, string? location, string? etag, string answer) =>
        (Status, Location, ETag, Answer) = (status, location, etag, answer);
}
