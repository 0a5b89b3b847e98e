using Cavra.Domain.Abstractions;

namespace Cavra.Domain.WorkerHealth;

/// <summary>What is wrong with single connectors: one finding each, naming it.</summary>
internal static class ConnectorFindings
{
    private sealed record Failure(string Connector, int Count, bool CircuitOpen, DateTimeOffset Since);

    public static IEnumerable<HealthFinding> Of(HealthSnapshot snapshot) =>
        snapshot.OpenDestinations
            .Where(open => open.Failed || open.CircuitOpen)
            .Select(open => new Failure(open.Connector, open.Failed ? 1 : 0, open.CircuitOpen, open.OpenSince))
            .Concat(snapshot.ConnectorTroubles
                .Where(trouble => trouble.FailedCount > 0 || trouble.CircuitOpen)
                .Select(trouble => new Failure(trouble.Connector, trouble.FailedCount, trouble.CircuitOpen, trouble.Since)))
            .GroupBy(failure => failure.Connector, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Finding(group.Key, [.. group]));

    private static HealthFinding Finding(string connector, IReadOnlyList<Failure> failures)
    {
        var circuitOpen = failures.Any(failure => failure.CircuitOpen);
        var count = failures.Sum(failure => failure.Count);
        return new HealthFinding
        {
            Category = HealthCategory.ConnectorFailure,
            Severity = circuitOpen ? AlertLevel.Critical : AlertLevel.Warning,
            Count = Math.Max(1, count),
            Since = failures.Min(failure => failure.Since),
            Message = Message(connector, count, circuitOpen),
            Connectors = [connector],
            Recommendation = HealthOperations.TestConnector(
                HealthCategory.ConnectorFailure,
                $"Test the connector {connector}; restore its endpoint, credentials or network path.",
                connector),
        };
    }

    private static string Message(string connector, int count, bool circuitOpen) => (count, circuitOpen) switch
    {
        (0, _) => $"The circuit of connector {connector} is open.",
        (1, false) => $"Connector {connector} has 1 open failure.",
        (1, true) => $"Connector {connector} has 1 open failure, and its circuit is open.",
        (_, false) => $"Connector {connector} has {count} open failures.",
        (_, true) => $"Connector {connector} has {count} open failures, and its circuit is open.",
    };
}
