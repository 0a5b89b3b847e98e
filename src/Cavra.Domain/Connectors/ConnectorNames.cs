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

/// <summary>A configured way out of Cavra, as far as its rules need to know it: never an address, never a secret.</summary>
/// <param name="Name">The connector's name, unique in the connector file.</param>
/// <param name="Provider">Which provider's wire form it speaks, e.g. <c>webhook</c>.</param>
/// <param name="Enabled">False when the file switches it off.</param>
/// <param name="Alerts">Whether worker-health alerts go to it.</param>
/// <param name="Escalation">Whether escalations go to it.</param>
/// <param name="Fingerprint">SHA-256 over its configuration and endpoint, hexadecimal; changes when either does.</param>
/// <param name="Problem">One public-safe sentence that says why it can't be used; null when it can.</param>
public sealed record Connector(
    string Name, string Provider, bool Enabled, bool Alerts, bool Escalation, string Fingerprint, string? Problem)
{
    public const int DefaultFailureLimit = 10;

    /// <summary>Failures in a row after which it counts as broken; warnings come at shares of it.</summary>
    public int FailureLimit { get; init; } = DefaultFailureLimit;

    /// <summary>How long an attempt waits for the vendor's confirmation; zero where there is none.</summary>
    public TimeSpan ConfirmTime { get; init; }

    /// <summary>Whether something may be sent through it at all.</summary>
    public bool IsUsable => Enabled && Problem is null;
}
