using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Access;

/// <summary>Identifies an API key; the public part of the key itself.</summary>
public readonly record struct KeyId(Guid Value) : IId<KeyId>
{
    public static string Prefix => "key";

    public static KeyId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
