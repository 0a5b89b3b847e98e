using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.AuditDeliveries;

/// <summary><c>cavra destinations</c>: where audit packages went, and where they did not arrive.</summary>
internal static class DestinationCommands
{
    public static Command Create(Terminal terminal) => new("destinations", "Where audit packages went, and where they did not arrive.")
    {
        List(terminal),
        ShowDestination.Create(terminal),
    };

    private static Command List(Terminal terminal) => ListVerb.Create(
        "list", "List the destinations of audit deliveries, newest first.", terminal, WirePaths.Destinations,
        [
            Filter.OneOf("state", "How it stands.", ["pending", "sending", "delivered", "failed", "held", "closed"]),
            Filter.Text("connector", "One connector."),
            Filter.Text("provider", "One vendor."),
            Filter.Text("audit_id", "One audit package.", "--audit"),
            Filter.Text("delivery_id", "One audit delivery.", "--delivery"),
            Filter.OneOf("failure_class", "How it last failed.", FailureClasses),
            Filter.Text("since", "From this instant, ISO 8601 with offset."),
            Filter.Text("until", "Before this instant, ISO 8601 with offset."),
        ],
        new ListTable<Destination>(
            ["destination", "connector", "state", "failed", "last attempt", "why"],
            destination =>
            [
                destination.DestinationId, destination.Connector, destination.State, destination.FailedAttempts,
                destination.LastAttemptAt, destination.FailureClass ?? destination.HoldReason,
            ],
            "There is no such destination."));

    private static string[] FailureClasses =>
    [
        "unreachable", "timeout", "tls", "guard_refused", "authentication", "rejected", "throttled", "server_error", "not_confirmed",
        "misconfigured", "interrupted",
    ];

    private sealed record Destination(
        string DestinationId, string Connector, string State, int FailedAttempts, DateTimeOffset? LastAttemptAt = null,
        string? FailureClass = null, string? HoldReason = null);
}
