namespace Cavra.Domain.Access;

/// <summary>This installation: one row, made by whichever process comes first.</summary>
public sealed class Instance
{
    private Instance()
    {
    }

    /// <summary>Always 1.</summary>
    public required int Id { get; init; }

    /// <summary>32 random bytes that digests of requests are keyed with.</summary>
    public required byte[] RequestKey { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public static Instance Found(byte[] requestKey, DateTimeOffset now) => new() { Id = 1, RequestKey = requestKey, CreatedAt = now };
}
