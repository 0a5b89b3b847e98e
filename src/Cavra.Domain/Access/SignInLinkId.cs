using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Access;

/// <summary>Identifies a sign-in link; no part of the link itself.</summary>
public readonly record struct SignInLinkId(Guid Value) : IId<SignInLinkId>
{
    public static string Prefix => "link";

    public static SignInLinkId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
