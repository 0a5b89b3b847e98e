using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence;
using Cavra.Domain.Policies;

namespace Cavra.Domain.Access;

/// <summary>The boundary of isolation: every row, key, connector and log belongs to one.</summary>
public sealed class Workspace : IEvidenced
{
    public const string DefaultName = "default";

    public const int NameMaxLength = 64;

    private Workspace()
    {
    }

    public required WorkspaceId Id { get; init; }

    /// <summary>Lowercase letters, digits and hyphens, at most <see cref="NameMaxLength"/> characters; unique.</summary>
    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Version of the policy in force; 1 is the default policy every workspace starts with.</summary>
    public int PolicyVersion { get; private set; } = 1;

    /// <summary>Digest of that policy; null while it is the built-in one.</summary>
    public string? PolicyDigest { get; private set; }

    /// <summary>The policy in force, as evidence names it.</summary>
    public PolicyReference Policy => new(PolicyVersion, PolicyDigest ?? BuiltInDigest);

    private static readonly string BuiltInDigest = WorkspacePolicy.Default.Digest;

    public EvidenceFacts Evidence => new(WireNames.WorkspaceKind, "workspace", Id.ToString(), new Dictionary<string, object?>
    {
        ["name"] = Name,
    });

    public static Workspace Open(string name, DateTimeOffset now) =>
        new() { Id = Abstractions.Ids.New<WorkspaceId>(now), Name = name, CreatedAt = now };

    /// <summary>Another policy is in force from now on.</summary>
    internal void Decide(PolicyReference policy) => (PolicyVersion, PolicyDigest) = policy;

    public static bool IsName(string? text) =>
        text is { Length: > 0 and <= NameMaxLength }
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-')
        && text[0] is not '-' && text[^1] is not '-';
}

/// <summary>The boundary of isolation: leads every key, and comes from the caller's credential alone.</summary>
public readonly record struct WorkspaceId(Guid Value) : IId<WorkspaceId>
{
    public static string Prefix => "workspace";

    public static WorkspaceId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
