using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Policies;

public static class PolicyRefusals
{
    public static readonly Refusal VersionNotFound =
        new(RefusalKind.NotFound, "policy.version_not_found", "The workspace's policy has no such version.");

    public static readonly Refusal OutOfRange =
        new(RefusalKind.Invalid, "policy.out_of_range", "The policy is not valid.");

    private static readonly string[] Looser = ["Looser than the workspace's policy."];

    public static readonly Refusal Unchanged = new(
        RefusalKind.Conflict, "policy.unchanged", "The policy says the same as the one in force; there is nothing to change.");

    public static readonly Refusal Loosened =
        new(RefusalKind.Impossible, "policy.loosened", "A request may tighten the workspace's policy, never loosen it.");

    /// <summary>A request asks for less than the workspace's policy demands.</summary>
    /// <param name="members">The members that do, by JSON pointer.</param>
    public static Refusal LoosenedAt(IReadOnlyList<string> members) => Loosened with
    {
        Message = $"{Loosened.Message[..^1]}: {string.Join(", ", members.Select(member => member[1..].Replace('/', '.')))}.",
        Errors = members.ToDictionary(member => member, _ => Looser),
    };
}
