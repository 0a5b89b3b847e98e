using Cavra.Application.Messaging;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using MediatR;

namespace Cavra.Application.Access;

/// <summary>Tells where the line runs: which fields may leave Cavra, which never do, and what is checked of a credential.</summary>
public sealed record GetSecurityBoundary : IQuery<SecurityBoundaryView>
{
    public static Permission Permission => Permissions.SessionRead;
}

/// <summary>Which fields may leave, which never do, and what is checked of a credential.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="PublicFields">Fields that may leave, after the redactor.</param>
/// <param name="InternalFields">Fields that are kept and never sent.</param>
/// <param name="SecretFields">Fields that are never kept.</param>
/// <param name="UndeclaredFields">How a field is treated that is none of these.</param>
/// <param name="ValidatedClaims">What must be true of a credential, by its kind.</param>
public sealed record SecurityBoundaryView(
    string SchemaVersion, string Product, IReadOnlyList<string> PublicFields, IReadOnlyList<string> InternalFields,
    IReadOnlyList<string> SecretFields, FieldClass UndeclaredFields, IReadOnlyList<ValidatedClaim> ValidatedClaims);

/// <summary>One thing that must be true of a credential.</summary>
/// <param name="Authentication">Kind of credential.</param>
/// <param name="Name">What is looked at.</param>
/// <param name="Rule">What must be true of it.</param>
public sealed record ValidatedClaim(string Authentication, string Name, string Rule);

internal sealed class GetSecurityBoundaryHandler : IRequestHandler<GetSecurityBoundary, Result<SecurityBoundaryView>>
{
    private static readonly ValidatedClaim[] Claims =
    [
        new("api_key", "secret", "Its SHA-256 is the one kept, compared in constant time"),
        new("api_key", "expires_at", "Later than now, where it is set"),
        new("api_key", "revoked_at", "Not set"),
        new("api_key", "allow_networks", "One of them holds the caller's address, where any is set"),
        new("api_key", "workspace", "The key's own; a request can't name one"),
        new("api_key", "roles", "The key's own; a request can't name any"),
        new(Caller.ByToken, "signature", "Made with a key that the issuer publishes, by an asymmetric algorithm that is configured for it"),
        new(Caller.ByToken, "iss", "An issuer that is configured, as its discovery document names itself"),
        new(Caller.ByToken, "aud", "The audience that is configured for the issuer is among it"),
        new(Caller.ByToken, "exp", "Given, and no more than 60 seconds ago"),
        new(Caller.ByToken, "nbf", "Where it is given, no more than 60 seconds ahead"),
        new(Caller.ByToken, "typ", "JWT, at+jwt or nothing"),
        new(Caller.ByToken, "roles", "Those of every rule whose claims all match; none without a match"),
        new(Caller.ByToken, "workspace", "The one that is configured, or that the configured claim names"),
        new(Caller.InConsole, "token", "Its SHA-256 is the one kept"),
        new(Caller.InConsole, "expires_at", "Later than now, and somebody was active within the idle time"),
        new(Caller.InConsole, "ended_at", "Not set"),
        new(Caller.InConsole, "key_id", "Where it was opened with a key, the key is valid for the caller now"),
        new(Caller.InConsole, "origin", "What changes anything is asked for by a page of this server"),
    ];

    public Task<Result<SecurityBoundaryView>> Handle(GetSecurityBoundary query, CancellationToken cancellationToken) =>
        Task.FromResult(Result<SecurityBoundaryView>.Of(new SecurityBoundaryView(
            "cavra.console.security-boundary.v1", WireNames.Product, Declared(FieldClass.Public), Declared(FieldClass.Internal),
            Declared(FieldClass.Secret), FieldClasses.Of(""), Claims)));

    private static string[] Declared(FieldClass @class) =>
        [.. FieldClasses.Names.Where(name => FieldClasses.Of(name) == @class).Order(StringComparer.Ordinal)];
}
