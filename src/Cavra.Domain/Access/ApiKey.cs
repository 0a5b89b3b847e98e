using System.Net;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.Access;

/// <summary>A credential for pipelines, scripts and the first sign-in: what is kept of it, never the key itself.</summary>
public sealed class ApiKey : IEvidenced
{
    public const int NameMaxLength = 100;

    private ApiKey()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required KeyId Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Whose key it is: all keys of one owner act for one person.</summary>
    public required string Owner { get; init; }

    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>SHA-256 of the secret part, 32 bytes.</summary>
    public required byte[] SecretHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>The first instant at which it is no longer valid; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Networks in CIDR notation it may be used from; empty for anywhere.</summary>
    public IReadOnlyList<string> AllowNetworks { get; init; } = [];

    public DateTimeOffset? RevokedAt { get; private set; }

    public string? RevokedBy { get; private set; }

    /// <summary>When it was last used, to the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    public EvidenceFacts Evidence => new(WireNames.ApiKeyKind, "api key", Id.ToString(), new Dictionary<string, object?>
    {
        ["key_id"] = Id.ToString(),
        ["name"] = Name,
        ["owner"] = Owner,
        ["roles"] = Roles,
        ["expires_at"] = ExpiresAt,
        ["revoked_at"] = RevokedAt,
    });

    /// <summary>Makes a key; without an owner it is its own, by its name.</summary>
    public static ApiKey Issue(
        WorkspaceId workspace, string name, string? owner, IEnumerable<string> roles, byte[] secretHash, DateTimeOffset? expiresAt,
        IEnumerable<string> allowNetworks, string by, DateTimeOffset now) => new()
        {
            WorkspaceId = workspace,
            Id = Ids.New<KeyId>(now),
            Name = name,
            Owner = owner ?? name,
            Roles = [.. roles.Distinct().Order(StringComparer.Ordinal)],
            SecretHash = secretHash,
            CreatedAt = now,
            CreatedBy = by,
            ExpiresAt = expiresAt,
            AllowNetworks = [.. allowNetworks.Distinct()],
        };

    /// <summary>Whether it opens anything at that instant from that address; a null address is a caller on this machine.</summary>
    public bool IsValid(DateTimeOffset now, IPAddress? from) =>
        RevokedAt is null && !(now >= ExpiresAt) && (AllowNetworks.Count == 0 || from is null || IsAllowed(from));

    public Result Revoke(string by, DateTimeOffset now)
    {
        if (RevokedAt is not null)
        {
            return AccessRefusals.KeyRevoked;
        }

        (RevokedAt, RevokedBy) = (now, by);
        return Result.Done;
    }

    private bool IsAllowed(IPAddress from)
    {
        var address = from.IsIPv4MappedToIPv6 ? from.MapToIPv4() : from;
        return AllowNetworks.Any(network => IPNetwork.TryParse(network, out var parsed) && parsed.Contains(address));
    }
}

/// <summary>Identifies an API key; the public part of the key itself.</summary>
public readonly record struct KeyId(Guid Value) : IId<KeyId>
{
    public static string Prefix => "key";

    public static KeyId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
