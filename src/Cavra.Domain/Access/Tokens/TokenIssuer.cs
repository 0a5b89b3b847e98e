using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Access.Tokens;

/// <summary>Somebody whose tokens are believed, and what becomes of a token's claims here.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Authority">Its identifier, as the <c>iss</c> of its tokens gives it.</param>
/// <param name="Audience">The <c>aud</c> that a token must be for.</param>
/// <param name="Workspace">Where its tokens lead.</param>
/// <param name="Rules">Which claims give which roles.</param>
public sealed record TokenIssuer(
    string Name, string Authority, string Audience, WorkspaceSource Workspace, IReadOnlyList<TokenRule> Rules)
{
    /// <summary>The claim of the subject, where nothing else is configured.</summary>
    public const string DefaultSubjectClaim = "sub";

    private static readonly string[] DisplayClaims = ["email", "preferred_username"];

    /// <summary>The claim that tells whom a token is for, unique and stable at its issuer.</summary>
    public string SubjectClaim { get; init; } = DefaultSubjectClaim;

    /// <summary>The claim that names the person as keys of Cavra name their owners; null for none.</summary>
    public string? OwnerClaim { get; init; }

    /// <summary>Who the holder of a checked token is here; refused where no rule gives a role, or the token does not tell whose it is.</summary>
    public Result<TokenHolder> Read(TokenClaims claims)
    {
        if (claims.One(SubjectClaim) is not { } subject || !TokenSubject.IsOne(subject) || Workspace.Of(claims) is not { } workspace || HasNoUsableOwner(claims))
        {
            return AccessRefusals.NoRole;
        }

        var roles = Rules.Where(rule => rule.Matches(claims)).SelectMany(rule => rule.Roles).Distinct().Order(StringComparer.Ordinal).ToList();
        return roles.Count == 0
            ? AccessRefusals.NoRole
            : new TokenHolder(new Actor(DisplayOf(claims, subject), subject, Authority, roles) { Owner = OwnerOf(claims) }, workspace);
    }

    // Whoever names an owner that can't be compared must not count as a person of their own beside their key.
    private bool HasNoUsableOwner(TokenClaims claims) => OwnerClaim is not null && claims.All(OwnerClaim).Any() && OwnerOf(claims) is null;

    private string? OwnerOf(TokenClaims claims) =>
        OwnerClaim is not null && claims.One(OwnerClaim) is { } owner && Evidence.Name.IsWellFormed(owner) ? owner : null;

    // What documents show is a name as any other here; a subject of other characters is shown without them.
    private static string DisplayOf(TokenClaims claims, string subject) =>
        DisplayClaims.Select(claims.One).FirstOrDefault(Evidence.Name.IsWellFormed)
        ?? string.Concat(subject.Take(Evidence.Name.MaxLength).Select(c => Evidence.Name.IsWellFormed(c.ToString()) ? c : '_'));
}

/// <summary>Whom a token stands for in Cavra.</summary>
/// <param name="Actor">Who it is, with the roles that the rules give.</param>
/// <param name="Workspace">The name of the workspace, which may not be there.</param>
public sealed record TokenHolder(Actor Actor, string Workspace);

/// <summary>Where tokens of an issuer lead: the workspace that a claim names, else the one named here.</summary>
/// <param name="Claim">The claim that names it; null for none.</param>
/// <param name="Value">The workspace, where no claim names one; null for none at all.</param>
public sealed record WorkspaceSource(string? Claim, string? Value)
{
    /// <summary>The name; null where the token names none or several.</summary>
    public string? Of(TokenClaims claims) => Claim is null || !claims.All(Claim).Any() ? Value : claims.One(Claim);
}
