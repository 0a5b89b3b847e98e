namespace Cavra.Application.Ports;

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
