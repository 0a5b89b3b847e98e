using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Connectors;

/// <summary>Which connectors somebody means, read by the one rule of <see cref="ConnectorNames"/>.</summary>
public sealed record ConnectorChoice
{
    /// <summary>The longest choice accepted, in characters.</summary>
    public const int MaxLength = 1_000;

    private readonly HashSet<string> _connectors;

    private ConnectorChoice(string requested, bool isAll, IEnumerable<string> connectors)
    {
        (Requested, IsAll) = (requested, isAll);
        _connectors = [.. connectors];
    }

    public static ConnectorChoice All { get; } = new(ConnectorNames.All, isAll: true, []);

    /// <summary>What was asked for, made of nothing but <c>all</c> and names that are configured.</summary>
    public string Requested { get; }

    public bool IsAll { get; }

    /// <summary>Reads <c>all</c>, a name, a provider or a comma list of these.</summary>
    /// <returns>Refused when a part of it names no connector.</returns>
    public static Result<ConnectorChoice> Of(string requested, IReadOnlyList<Connector> connectors)
    {
        if (ConnectorNames.SelectsAll(requested))
        {
            return All;
        }

        return connectors.Selected(requested) is { } selected
            ? new ConnectorChoice(string.Join(',', ConnectorNames.Parts(requested)), isAll: false, selected.Select(connector => connector.Name))
            : ConnectorRefusals.Unknown;
    }

    /// <summary>Reads what <see cref="Kept"/> gave.</summary>
    public static ConnectorChoice OfKept(string kept) => ConnectorNames.SelectsAll(kept)
        ? All
        : new(kept, isAll: false, kept.Length == 0 ? [] : ConnectorNames.Parts(kept));

    /// <summary>These connectors, and no others.</summary>
    public static ConnectorChoice Only(IReadOnlyList<Connector> connectors) => new(
        string.Join(',', connectors.Select(connector => connector.Name)),
        isAll: false,
        connectors.Select(connector => connector.Name));

    /// <summary>
    /// Reads what was asked about things of earlier: the connectors that it selects now, and those of the very names even when
    /// they are configured no longer.
    /// </summary>
    public static ConnectorChoice OfEarlier(string requested, IReadOnlyList<Connector> connectors) =>
        ConnectorNames.SelectsAll(requested)
            ? All
            : new(requested, isAll: false, ConnectorNames.Parts(requested).SelectMany(
                part => connectors.Named(part).Select(connector => connector.Name).Append(part)));

    /// <summary>The choice as it is stored: by connectors' own names, so that it stays the same whatever is configured later.</summary>
    public string Kept => IsAll ? ConnectorNames.All : string.Join(',', _connectors.Order(StringComparer.Ordinal));

    /// <summary>Whether the connector of that name is meant.</summary>
    public bool Includes(string connector) => IsAll || _connectors.Contains(connector);

    /// <summary>Whether these connectors, all of them included, are more than were named: then a vendor was named that has several of them.</summary>
    public bool NamesVendorOf(IEnumerable<string> connectors) =>
        !IsAll && connectors.Distinct().Count() > ConnectorNames.Parts(Requested).Count;

    public bool Equals(ConnectorChoice? other) =>
        other is not null && IsAll == other.IsAll && Requested == other.Requested && _connectors.SetEquals(other._connectors);

    public override int GetHashCode() => HashCode.Combine(IsAll, Requested);

    public override string ToString() => Requested;
}
