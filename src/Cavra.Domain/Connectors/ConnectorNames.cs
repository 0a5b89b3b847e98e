namespace Cavra.Domain.Connectors;

/// <summary>How people name connectors: by the connector's own name, else by its provider, else with <c>all</c>.</summary>
public static class ConnectorNames
{
    /// <summary>Selects every connector.</summary>
    public const string All = "all";

    /// <summary>The connector of that name; when there is none, every connector of that provider; else none.</summary>
    /// <remarks>
    /// The name goes first because a connector is often named for its provider: <c>webhook</c> must not also mean the
    /// <c>siem-webhook</c> beside it.
    /// </remarks>
    public static IReadOnlyList<Connector> Named(this IReadOnlyList<Connector> connectors, string name)
    {
        var own = connectors.FirstOrDefault(connector => connector.Name == name);

        return own is null ? [.. connectors.Where(connector => connector.Provider == name)] : [own];
    }

    /// <summary>The connectors that <c>all</c>, a name, a provider or a comma list of these selects, each once.</summary>
    /// <returns>Null when a part of the list names no connector.</returns>
    public static IReadOnlyList<Connector>? Selected(this IReadOnlyList<Connector> connectors, string requested)
    {
        if (SelectsAll(requested))
        {
            return connectors;
        }

        var parts = Parts(requested).Select(connectors.Named).ToList();

        return parts.Any(part => part.Count == 0) ? null : [.. parts.SelectMany(part => part).Distinct()];
    }

    /// <summary>Whether <c>all</c> is, or is among, what was requested.</summary>
    public static bool SelectsAll(string requested) => Parts(requested).Contains(All);

    /// <summary>The names of a comma list, each once and without the blanks around it.</summary>
    public static IReadOnlyList<string> Parts(string requested) =>
        [.. requested.Split(',', StringSplitOptions.TrimEntries).Distinct()];
}
