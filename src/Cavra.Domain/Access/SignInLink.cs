using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.Access;

/// <summary>A link that signs a browser in once: what is kept of it, never the link itself.</summary>
public sealed class SignInLink : IEvidenced
{
    /// <summary>How long it can be used; its last instant is not among it.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private SignInLink()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required SignInLinkId Id { get; init; }

    /// <summary>SHA-256 of the link's secret part, 32 bytes.</summary>
    public required byte[] TokenHash { get; init; }

    /// <summary>What documents will show of whoever uses it.</summary>
    public required string Name { get; init; }

    public required IReadOnlyList<string> Roles { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>Whoever uses it. Its name is its owner: several links of one name let one person in.</summary>
    public Actor Actor => new(Name, Id.ToString(), "cavra:links", Roles) { Owner = Name };

    public EvidenceFacts Evidence => new(WireNames.SignInLinkKind, "sign-in link", Id.ToString(), new Dictionary<string, object?>
    {
        ["link_id"] = Id.ToString(),
        ["name"] = Name,
        ["roles"] = Roles,
        ["expires_at"] = ExpiresAt,
    });

    public static SignInLink Make(
        WorkspaceId workspace, string name, IEnumerable<string> roles, byte[] tokenHash, string by, DateTimeOffset now) => new()
        {
            WorkspaceId = workspace,
            Id = Ids.New<SignInLinkId>(now),
            TokenHash = tokenHash,
            Name = name,
            Roles = [.. roles.Distinct().Order(StringComparer.Ordinal)],
            CreatedAt = now,
            CreatedBy = by,
            ExpiresAt = now + Lifetime,
        };

    public bool IsOpen(DateTimeOffset now) => UsedAt is null && now < ExpiresAt;

    public Result Use(DateTimeOffset now)
    {
        if (!IsOpen(now))
        {
            return AccessRefusals.LinkOver;
        }

        UsedAt = now;
        return Result.Done;
    }
}

/// <summary>Identifies a sign-in link; no part of the link itself.</summary>
public readonly record struct SignInLinkId(Guid Value) : IId<SignInLinkId>
{
    public static string Prefix => "link";

    public static SignInLinkId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
