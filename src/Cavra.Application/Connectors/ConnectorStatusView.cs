using System.Text.Json;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;

namespace Cavra.Application.Connectors;

/// <summary>A connector as people may see it, and how it stands: paused, gone, its circuit.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="Name">Name of the connector as configured.</param>
/// <param name="Provider">Vendor that it speaks to.</param>
/// <param name="Enabled">Whether the connector file switches it on.</param>
/// <param name="Alerts">Whether worker-health alerts go to it by themselves.</param>
/// <param name="Escalation">Whether escalated alerts go to it.</param>
/// <param name="Url">Scheme and public host only; a private host reads [private-host], null where it has none.</param>
/// <param name="Headers">Names of the headers that are sent with every request, never their values.</param>
/// <param name="TimeoutSeconds">Seconds that its receiver is given to answer.</param>
/// <param name="MaxConcurrency">How many requests may be under way to it at once.</param>
/// <param name="MaxPerSecond">Requests a second at most; null for no limit.</param>
/// <param name="FailureLimit">Failures in a row at which it counts as failing altogether.</param>
/// <param name="AllowedNetworkCount">How many private networks its receiver may be in.</param>
/// <param name="Problem">Why it can't be used as configured; null where it can.</param>
/// <param name="Pause">Who paused it and why; null where nobody did.</param>
/// <param name="GoneSince">When its receiver said 410, after which a person must test it; null where it did not.</param>
/// <param name="Breaker">What its circuit breaker lets through.</param>
public sealed record ConnectorStatusView(
    string SchemaVersion, string Product, string Name, string Provider, bool Enabled, bool Alerts, bool Escalation, string? Url,
    IReadOnlyList<string> Headers, double TimeoutSeconds, int MaxConcurrency, double? MaxPerSecond, int FailureLimit,
    int AllowedNetworkCount, string? Problem, ConnectorPauseView? Pause, DateTimeOffset? GoneSince, BreakerView Breaker)
{
    /// <param name="connector">What the file says.</param>
    /// <param name="state">What is known; null when nothing is.</param>
    /// <param name="now">The moment.</param>
    public static ConnectorStatusView Of(ConnectorView connector, ConnectorState? state, DateTimeOffset now)
    {
        var breaker = state?.Breaker ?? CircuitBreaker.Closed;
        return new ConnectorStatusView(
            WireNames.ConnectorStateSchema, WireNames.Product, connector.Name, connector.Provider, connector.Enabled, connector.Alerts,
            connector.Escalation, connector.Url, connector.Headers, connector.TimeoutSeconds, connector.MaxConcurrency,
            connector.MaxPerSecond, connector.FailureLimit, connector.AllowedNetworkCount, connector.Problem,
            state?.Pause is { } pause ? new ConnectorPauseView(pause.Reason, pause.By.Display, pause.At) : null, state?.GoneSince,
            new BreakerView(breaker.StateAt(now), breaker.ConsecutiveFailures, breaker.BlocksUntil(now)));
    }

    /// <summary>
    /// The version people decide on: of what people decide. The circuit is left out, for every attempt moves it and would make
    /// any version stale at once.
    /// </summary>
    public string VersionTag()
    {
        var decided = JsonSerializer.SerializeToNode(new Decided(Pause, GoneSince), WireJson.Options);
        return $"\"{ContentDigest.Of(decided)[^32..]}\"";
    }

    private sealed record Decided(ConnectorPauseView? Pause, DateTimeOffset? GoneSince);
}
