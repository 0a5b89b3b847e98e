namespace Cavra.Domain.Access.Tokens;

/// <summary>What a checked token says of its holder: claims by name, one with several values once for each.</summary>
public sealed class TokenClaims(IEnumerable<KeyValuePair<string, string>> claims)
{
    private readonly ILookup<string, string> _values = claims.ToLookup(claim => claim.Key, claim => claim.Value, StringComparer.Ordinal);

    /// <summary>Every value of a claim; none for one that the token lacks.</summary>
    public IEnumerable<string> All(string claim) => _values[claim];

    /// <summary>The value of a claim that has exactly one; null for none and for several.</summary>
    public string? One(string claim) => _values[claim].Take(2).ToList() is [var value] ? value : null;
}
