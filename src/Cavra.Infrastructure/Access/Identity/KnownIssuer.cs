using Cavra.Domain.Access.Tokens;

namespace Cavra.Infrastructure.Access.Identity;

/// <summary>Somebody whose tokens are believed, and the way to what checks them.</summary>
public sealed class KnownIssuer
{
    internal KnownIssuer(IssuerDefinition definition, IssuerKeys keys, HttpClient http) => (Definition, Keys, Http) = (definition, keys, http);

    public TokenIssuer Issuer => Definition.Issuer;

    /// <summary>How its tokens may be signed; none of it symmetric.</summary>
    public IReadOnlyList<string> Algorithms => Definition.Algorithms;

    /// <summary>What it says of itself, and its keys.</summary>
    public IssuerKeys Keys { get; }

    /// <summary>The way to it, through the egress guard.</summary>
    public HttpClient Http { get; }

    /// <summary>What the console is called there; null where it does not sign in with this issuer.</summary>
    public string? ClientId => Definition.SignIn?.ClientId;

    /// <summary>What proves that it is the console; null for a public client.</summary>
    public string? ClientSecret => Definition.SignIn?.Secret?.Reveal();

    /// <summary>What is asked for at sign-in.</summary>
    public IReadOnlyList<string> Scopes => Definition.SignIn?.Scopes ?? [];

    internal IssuerDefinition Definition { get; }

    // What is fetched stays good for whoever is reached the same way; requests under way keep the old one.
    internal KnownIssuer As(IssuerDefinition definition) => new(definition, Keys, Http);
}
