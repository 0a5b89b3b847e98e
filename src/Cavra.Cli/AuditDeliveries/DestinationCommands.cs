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

/// <summary><c>cavra destinations show</c>: one destination and every attempt to reach it.</summary>
internal static class ShowDestination
{
    public static Command Create(Terminal terminal)
    {
        var id = new Argument<string>("destination") { Description = "The destination's id." };
        return ServerVerb.Create(
            "show", "Show a destination with its attempts, and what its loop waits for.", terminal, [id],
            (parsed, server, cancellationToken) => server.GetAsync<Answer>(
                WirePaths.Under(WirePaths.Destinations, parsed.GetRequiredValue(id)), answer => Show(terminal, answer), cancellationToken));
    }

    private static void Show(Terminal terminal, Answer answer)
    {
        var destination = answer.Destination;
        terminal.Say($"{destination.DestinationId} to {destination.Connector} ({destination.Provider}): {destination.State}.");
        terminal.Say($"Audit package {destination.AuditId}");
        terminal.Say($"Audit delivery {destination.DeliveryId}");
        terminal.Say(answer.Loop switch
        {
            null => "It has no loop.",
            { OpenGate: { } gate } loop => $"Its loop waits to be {gate} by: {string.Join(", ", loop.AwaitedRoles)}.",
            { Open: true } => "Its loop is open.",
            _ => "Its loop is closed.",
        });
        terminal.Table(
            ["attempt", "at", "outcome", "status", "why", "worker"],
            answer.Attempts.Select(attempt => (object?[])
            [
                attempt.AttemptNumber, attempt.StartedAt ?? attempt.QueuedAt, attempt.Outcome, attempt.StatusCode,
                attempt.Error ?? attempt.FailureClass ?? attempt.HoldReason, attempt.WorkerName,
            ]),
            answer.AttemptsRemoved ? "Its attempts were removed by retention." : "Nothing was tried yet.");
        if (answer.AttemptsOmittedCount > 0)
        {
            terminal.Remark($"{answer.AttemptsOmittedCount} earlier attempts are not shown.");
        }
    }

    private sealed record Answer(
        Destination Destination, IReadOnlyList<Attempt> Attempts, int AttemptsOmittedCount, bool AttemptsRemoved = false, Loop? Loop = null);

    private sealed record Destination(
        string DestinationId, string DeliveryId, string AuditId, string Connector, string Provider, string State);

    private sealed record Attempt(
        int AttemptNumber, DateTimeOffset QueuedAt, string? Outcome = null, DateTimeOffset? StartedAt = null, int? StatusCode = null,
        string? Error = null, string? FailureClass = null, string? HoldReason = null, string? WorkerName = null);

    private sealed record Loop(bool Open, IReadOnlyList<string> AwaitedRoles, string? OpenGate = null);
}
