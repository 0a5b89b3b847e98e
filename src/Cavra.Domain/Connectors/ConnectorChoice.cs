namespace Cavra.Domain.Connectors;

/// <summary>Which connectors a caller means: all of them, or those of a comma list of connector names and providers.</summary>
public sealed record ConnectorChoice
{
    /// <summary>The word for every connector.</summary>
    public const string Everything = "all";

    /// <summary>The longest choice accepted, in characters.</summary>
    public const int MaxLength = 1_000;

    private ConnectorChoice(IReadOnlyList<string> names) => Names = names;

    public static ConnectorChoice All { get; } = new([]);

    /// <summary>The names as given, each once; empty for all connectors.</summary>
    public IReadOnlyList<string> Names { get; }

    public bool IsAll => Names.Count == 0;

    /// <summary>Reads the wire form; null and blank mean all, and so does a list in which <c>all</c> occurs.</summary>
    public static ConnectorChoice Of(string? text)
    {
        var names = (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Distinct(StringComparer.Ordinal).ToArray();
        return names.Length == 0 || names.Contains(Everything) ? All : new ConnectorChoice(names);
    }

    /// <summary>Whether a connector of that name and provider is meant.</summary>
    public bool Includes(string connector, string provider) =>
        IsAll || Names.Contains(connector) || Names.Contains(provider);

    public override string ToString() => IsAll ? Everything : string.Join(',', Names);
}
