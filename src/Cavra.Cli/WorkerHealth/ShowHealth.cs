using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.WorkerHealth;

/// <summary><c>cavra health</c>: what is wrong with audit deliveries and their worker now, and what to do.</summary>
internal static class ShowHealth
{
    private const string Healthy = "healthy";

    public static Command Create(Terminal terminal) => AskLiveness.AddTo(
        ServerVerb.Create(
            "health", "Show what is wrong now and what to do about it. Exit code 1 unless all is healthy.", terminal, [],
            (_, server, cancellationToken) => server.GetAsync<Health>(
                WirePaths.WorkerHealth, health => Show(terminal, health), cancellationToken,
                health => health.AlertLevel == Healthy ? ExitCode.Fine : ExitCode.Unwell)),
        terminal);

    private static void Show(Terminal terminal, Health health)
    {
        terminal.Say($"{health.AlertLevel}: {health.ConnectorDeliveryFailureCount} failed audit "
            + $"{(health.ConnectorDeliveryFailureCount == 1 ? "delivery" : "deliveries")}, {health.RetryableCount} can be retried now. "
            + $"Health {health.HealthId}.");
        terminal.Table(
            ["severity", "finding", "count", "since", "what", "next step"],
            // Each finding has its own next step, at the same place: several connectors fail with one category.
            health.Alerts.Select((alert, place) => (object?[])
            [
                alert.Severity, alert.Category, alert.Count, alert.Since, alert.Message,
                health.Recommendations.ElementAtOrDefault(place)?.Text,
            ]),
            "Nothing is wrong.");
    }

    private sealed record Health(
        string HealthId, string AlertLevel, int ConnectorDeliveryFailureCount, int RetryableCount,
        IReadOnlyList<Finding> Alerts, IReadOnlyList<NextStep> Recommendations);

    private sealed record Finding(string Severity, string Category, string Message, int Count, DateTimeOffset? Since = null);

    private sealed record NextStep(string Category, string Text);
}
