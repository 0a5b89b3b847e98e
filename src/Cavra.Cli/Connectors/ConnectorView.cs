namespace Cavra.Cli.Connectors;

/// <summary>A connector, as far as a command shows it.</summary>
internal sealed record ConnectorView(
    string Name, string Provider, bool Enabled, bool Alerts, BreakerView? Breaker = null, string? Url = null, string? Problem = null,
    PauseView? Pause = null, DateTimeOffset? GoneSince = null, int MaxConcurrency = 0, double? MaxPerSecond = null,
    double TimeoutSeconds = 0, int FailureLimit = 0, int AllowedNetworkCount = 0)
{
    /// <summary>In a word or two, whether anything passes through it.</summary>
    public string Standing => this switch
    {
        { GoneSince: not null } => "gone",
        { Pause: not null } => "paused",
        { Problem: not null } => "unusable",
        { Enabled: false } => "switched off",
        { Breaker.State: "open" } => "blocked",
        { Breaker.State: "half_open" } => "on trial",
        _ => "open",
    };
}

/// <summary>Who stopped it, and why.</summary>
internal sealed record PauseView(string Reason, string PausedBy, DateTimeOffset PausedAt);

/// <summary>Whether failures in a row have stopped it.</summary>
internal sealed record BreakerView(string State, int ConsecutiveFailures, DateTimeOffset? BlockedUntil = null);
