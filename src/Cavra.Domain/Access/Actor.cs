namespace Cavra.Domain.Access;

/// <summary>Who did something, as the credential tells it.</summary>
/// <param name="Display">What documents show: the key's name, or the token's e-mail, user name or subject.</param>
/// <param name="Subject">The credential's own id, unique and stable.</param>
/// <param name="Issuer">Who vouches for the subject, e.g. <c>cavra:keys</c>.</param>
/// <param name="Roles">Role names held at that moment, sorted.</param>
public sealed record Actor(string Display, string Subject, string Issuer, IReadOnlyList<string> Roles);
