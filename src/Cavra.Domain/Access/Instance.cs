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

    /// <summary>16 random hexadecimal digits that tell its evidence logs from those of every other installation.</summary>
    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public static Instance Found(byte[] requestKey, string name, DateTimeOffset now) =>
        new() { Id = 1, RequestKey = requestKey, Name = name, CreatedAt = now };
}
