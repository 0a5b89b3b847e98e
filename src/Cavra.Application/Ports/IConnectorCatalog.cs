using Cavra.Domain.Connectors;

namespace Cavra.Application.Ports;

/// <summary>The connectors configured now. Reading it is cheap and consistent: one snapshot per reload of the file.</summary>
public interface IConnectorCatalog
{
    /// <summary>Every connector of the file in the file's order, the unusable ones included with their problem.</summary>
    IReadOnlyList<Connector> All { get; }

    /// <summary>The same connectors as people may see them.</summary>
    IReadOnlyList<ConnectorView> Views { get; }

    /// <summary>What is wrong with the newest version of the file; empty when it was taken as it is.</summary>
    IReadOnlyList<string> Problems { get; }

    /// <summary>When this process first met a problem of the file or of a connector; null when it has no such problem.</summary>
    DateTimeOffset? ProblemSince(string problem);

    /// <summary>
    /// Why no version of the file could be read since the start, so that the host can refuse to start; null when one could, or
    /// when none is configured.
    /// </summary>
    string? StartFailure { get; }

    /// <summary>The environment variables that the file names.</summary>
    IReadOnlyList<string> Variables { get; }

    /// <summary>The connector of that name; null when there is none.</summary>
    Connector? Find(string name) => All.FirstOrDefault(connector => connector.Name == name);
}

/// <summary>A connector as people may see it: no secret, no path, no private address.</summary>
/// <param name="Name">The connector's name.</param>
/// <param name="Provider">Which provider's wire form it speaks.</param>
/// <param name="Enabled">False when the file switches it off, or <paramref name="Problem"/> does.</param>
/// <param name="Alerts">Whether worker-health alerts go to it.</param>
/// <param name="Escalation">Whether escalations go to it.</param>
/// <param name="Url">Scheme and public host only; null when the file's URL can't be had.</param>
/// <param name="Headers">Names of the headers it adds, never their values.</param>
/// <param name="TimeoutSeconds">Upper bound of one try, in seconds.</param>
/// <param name="MaxConcurrency">Tries at the same time at most.</param>
/// <param name="MaxPerSecond">Tries a second at most; null for no such bound.</param>
/// <param name="FailureLimit">Failures in a row after which it counts as broken.</param>
/// <param name="AllowedNetworkCount">How many networks beyond the public internet it names.</param>
/// <param name="Problem">One public-safe sentence that says why it can't be used; null when it can.</param>
public sealed record ConnectorView(
    string Name,
    string Provider,
    bool Enabled,
    bool Alerts,
    bool Escalation,
    string? Url,
    IReadOnlyList<string> Headers,
    double TimeoutSeconds,
    int MaxConcurrency,
    double? MaxPerSecond,
    int FailureLimit,
    int AllowedNetworkCount,
    string? Problem);
