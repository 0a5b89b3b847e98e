namespace Cavra.Domain.Access.Tokens;

/// <summary>The roles that go with claims: a token whose claims meet every condition has them.</summary>
/// <param name="All">At least one condition.</param>
/// <param name="Roles">What it grants, at least one role.</param>
public sealed record TokenRule(IReadOnlyList<ClaimCondition> All, IReadOnlyList<string> Roles)
{
    public bool Matches(TokenClaims claims) => All.All(condition => condition.IsMetBy(claims));
}

/// <summary>What one claim must be: any of these values, letter by letter.</summary>
/// <param name="Claim">The claim's name.</param>
/// <param name="Values">Values, or beginnings of values that end in <c>*</c>; at least one.</param>
public sealed record ClaimCondition(string Claim, IReadOnlyList<string> Values)
{
    private const char AnyEnd = '*';

    /// <summary>Whether a value can be met at all: an asterisk stands at the end, behind something.</summary>
    public static bool IsPossible(string value) =>
        value.Length > 0 && value.IndexOf(AnyEnd, StringComparison.Ordinal) is var at && (at < 0 || (at > 0 && at == value.Length - 1));

    /// <summary>Whether one of the claim's values is among those asked for.</summary>
    public bool IsMetBy(TokenClaims claims) => claims.All(Claim).Any(given => Values.Any(wanted => IsIt(wanted, given)));

    private static bool IsIt(string wanted, string given) => wanted[^1] is AnyEnd
        ? given.StartsWith(wanted.AsSpan(0, wanted.Length - 1), StringComparison.Ordinal)
        : given == wanted;
}
