using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Connectors;

/// <summary>Names one test of a connector.</summary>
public readonly record struct ConnectorTestId(Guid Value) : IId<ConnectorTestId>
{
    public static string Prefix => "rct";

    public static ConnectorTestId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
