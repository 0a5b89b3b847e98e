namespace Cavra.Domain.Connectors;

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

    /// <summary>Whether something may be sent through it at all.</summary>
    public bool IsUsable => Enabled && Problem is null;
}
