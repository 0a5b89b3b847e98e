using Cavra.Cli.Terminals;

namespace Cavra.Cli.AuditDeliveries;

/// <summary>What was sent through several connectors, as far as a command shows it.</summary>
internal sealed record SentView(IReadOnlyList<SentThrough> Deliveries)
{
    /// <summary>A line for each connector: how it ended there, and why.</summary>
    public static void Show(Terminal terminal, SentView? sent, string nothing) => terminal.Table(
        ["connector", "outcome", "status", "tries", "why", "destination"],
        (sent?.Deliveries ?? []).Select(delivery => (object?[])
        [
            delivery.Connector, delivery.Outcome, delivery.StatusCode, delivery.AttemptCount,
            delivery.Error ?? delivery.FailureClass ?? delivery.HoldReason, delivery.DestinationId,
        ]),
        nothing);
}

/// <summary>How it ended at one connector.</summary>
internal sealed record SentThrough(
    string Connector, string Outcome, int AttemptCount, int? StatusCode = null, string? Error = null, string? FailureClass = null,
    string? HoldReason = null, string? DestinationId = null);
