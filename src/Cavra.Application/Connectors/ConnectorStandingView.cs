using System.Text.Json;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Connectors;
using Cavra.Domain.Evidence;

namespace Cavra.Application.Connectors;

/// <summary>A connector as people may see it, and how it stands: paused, gone, its circuit.</summary>
public sealed record ConnectorStandingView(
    string SchemaVersion, string Product, string Name, string Provider, bool Enabled, bool Alerts, bool Escalation, string? Url,
    IReadOnlyList<string> Headers, double TimeoutSeconds, int MaxConcurrency, double? MaxPerSecond, int FailureLimit,
    int AllowedNetworkCount, string? Problem, ConnectorPauseView? Pause, DateTimeOffset? GoneSince, BreakerView Breaker)
{
    /// <param name="connector">What the file says.</param>
    /// <param name="state">What is known; null when nothing is.</param>
    /// <param name="now">The moment.</param>
    public static ConnectorStandingView Of(ConnectorView connector, ConnectorState? state, DateTimeOffset now)
    {
        var breaker = state?.Breaker ?? CircuitBreaker.Closed;
        return new ConnectorStandingView(
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
