using System.Text.Json.Serialization;

namespace Cavra.Domain.Access;

/// <summary>Who did something, as the credential tells it.</summary>
/// <param name="Display">What documents show: the key's name, or the token's e-mail, user name or subject.</param>
/// <param name="Subject">The credential's own id, unique and stable.</param>
/// <param name="Issuer">Who vouches for the subject, e.g. <c>cavra:keys</c>.</param>
/// <param name="Roles">Role names held at that moment, sorted.</param>
public sealed record Actor(string Display, string Subject, string Issuer, IReadOnlyList<string> Roles)
{
    // What the names of Cavra's own issuers begin with.
    private const string Own = "cavra:";

    /// <summary>Issuer of the API keys of an instance.</summary>
    public const string Keys = "cavra:keys";

    /// <summary>Issuer of the links that sign in to its console.</summary>
    public const string Links = "cavra:links";

    /// <summary>Whose credential it is, where one person may hold several; null where the subject itself stands for the person.</summary>
    public string? Owner { get; init; }

    // Owners are named by people here, whichever credential it is: who signs in by a link or at an issuer is who has the key.
    // A slash at the end of an issuer's name makes nobody another person.
    [JsonIgnore]
    public Person Person => Owner is null
        ? new Person(Issuer.TrimEnd('/'), Owner: null, Subject)
        : new Person(Keys, Owner, Subject: null);

    /// <summary>Whether an issuer outside of Cavra vouches for the subject.</summary>
    [JsonIgnore]
    public bool IsVouchedForOutside => !Issuer.StartsWith(Own, StringComparison.Ordinal);

    /// <summary>Tells the credential from every other; a subject alone is unique at its issuer only.</summary>
    [JsonIgnore]
    public string Credential => IsVouchedForOutside ? $"{Issuer} {Subject}" : Subject;
}

/// <summary>A person, whichever credential they act with: two are equal exactly when they are the same.</summary>
/// <param name="Issuer">Who vouches for the owner or the subject.</param>
/// <param name="Owner">Whose credentials they are, compared letter by letter; null where nothing names an owner.</param>
/// <param name="Subject">The credential that stands for the person; null where an owner is named.</param>
public readonly record struct Person(string Issuer, string? Owner, string? Subject);
