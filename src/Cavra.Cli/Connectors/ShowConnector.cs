using System.CommandLine;
using System.Globalization;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Connectors;

/// <summary><c>cavra connectors show</c>: one connector, and what lately went through it.</summary>
internal static class ShowConnector
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("connector") { Description = "The connector's name." };
        return ServerVerb.Create(
            "show", "Show a connector with its newest attempts and tests.", terminal, [name],
            (parsed, server, cancellationToken) => server.GetAsync<Answer>(
                WirePaths.Under(WirePaths.Connectors, parsed.GetRequiredValue(name)), answer => Show(terminal, answer), cancellationToken));
    }

    private static void Show(Terminal terminal, Answer answer)
    {
        var connector = answer.Connector;
        terminal.Say($"{connector.Name} ({connector.Provider}) to {connector.Url ?? "nowhere"}: {connector.Standing}.");
        if (connector.Problem is { } problem)
        {
            terminal.Say(problem);
        }

        if (connector.Pause is { } pause)
        {
            terminal.Say($"Paused by {pause.PausedBy} at {pause.PausedAt.ToUniversalTime():yyyy-MM-dd HH:mm:ss'Z'}: {pause.Reason}");
        }

        if (connector.Breaker is { ConsecutiveFailures: > 0 and var failures })
        {
            terminal.Say($"It failed {failures} times in a row.");
        }

        terminal.Say($"Its circuit is {CircuitOf(connector.Breaker)}.");
        terminal.Say(CapsOf(connector));
        if (answer.BreakerHistory.Count > 0)
        {
            terminal.Table(["circuit", "at", "failures in a row", "open until"], answer.BreakerHistory.Select(RowOf), "It never opened.");
        }

        if (answer.AttemptsByClass.Count > 0)
        {
            terminal.Table(["ended as", "attempts", "latest", "status"], answer.AttemptsByClass.Select(RowOf), "Nothing was attempted yet.");
        }

        terminal.Table(
            ["what", "at", "outcome", "status", "why", "id"],
            [.. answer.LatestAttempts.Select(RowOf), .. answer.LatestTests.Select(RowOf)],
            "Nothing went through it yet.");
    }

    private static string CircuitOf(BreakerView? breaker) => breaker switch
    {
        { State: "open", BlockedUntil: { } until } => $"open until {until.ToUniversalTime():yyyy-MM-dd HH:mm:ss'Z'}",
        { State: "half_open", BlockedUntil: not null } => "half open, and its one probe is under way",
        { State: "half_open" } => "half open: the next delivery decides",
        _ => "closed",
    };

    private static string CapsOf(ConnectorView connector) => string.Create(
        CultureInfo.InvariantCulture,
        $"At most {connector.MaxConcurrency} at once, {(connector.MaxPerSecond is { } most ? $"{most}" : "with no limit")} a second; it waits {connector.TimeoutSeconds} s; "
        + $"it counts as failing altogether after {connector.FailureLimit} failures in a row; allowed private networks: {connector.AllowedNetworkCount}.");

    private static object?[] RowOf(BreakerChange change) =>
        [change.Change, change.OccurredAt, change.ConsecutiveFailures, change.BlockedUntil];

    private static object?[] RowOf(AttemptClass alike) =>
        [alike.FailureClass ?? alike.HoldReason ?? alike.Outcome, alike.Count, alike.LastAttemptAt, alike.StatusCode];

    private static object?[] RowOf(Attempt attempt) =>
        ["attempt", attempt.StartedAt ?? attempt.QueuedAt, attempt.Outcome, attempt.StatusCode, attempt.Error ?? attempt.HoldReason, attempt.DestinationId];

    private static object?[] RowOf(Test test) => ["test", test.BegunAt, test.State, test.StatusCode, test.Error, test.TestId];

    private sealed record Answer(
        ConnectorView Connector, IReadOnlyList<BreakerChange> BreakerHistory, IReadOnlyList<AttemptClass> AttemptsByClass,
        IReadOnlyList<Attempt> LatestAttempts, IReadOnlyList<Test> LatestTests);

    private sealed record BreakerChange(string Change, DateTimeOffset OccurredAt, int ConsecutiveFailures, DateTimeOffset? BlockedUntil = null);

    private sealed record AttemptClass(
        string Outcome, int Count, DateTimeOffset LastAttemptAt, string? FailureClass = null, string? HoldReason = null, int? StatusCode = null);

    private sealed record Attempt(
        string DestinationId, DateTimeOffset QueuedAt, DateTimeOffset? StartedAt = null, string? Outcome = null, int? StatusCode = null,
        string? Error = null, string? HoldReason = null);

    private sealed record Test(string TestId, string State, DateTimeOffset BegunAt, int? StatusCode = null, string? Error = null);
}
