using System.CommandLine;
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

        terminal.Table(
            ["what", "at", "outcome", "status", "why", "id"],
            [.. answer.LatestAttempts.Select(RowOf), .. answer.LatestTests.Select(RowOf)],
            "Nothing went through it yet.");
    }

    private static object?[] RowOf(Attempt attempt) =>
        ["attempt", attempt.StartedAt ?? attempt.QueuedAt, attempt.Outcome, attempt.StatusCode, attempt.Error ?? attempt.HoldReason, attempt.DestinationId];

    private static object?[] RowOf(Test test) => ["test", test.BegunAt, test.State, test.StatusCode, test.Error, test.TestId];

    private sealed record Answer(ConnectorView Connector, IReadOnlyList<Attempt> LatestAttempts, IReadOnlyList<Test> LatestTests);

    private sealed record Attempt(
        string DestinationId, DateTimeOffset QueuedAt, DateTimeOffset? StartedAt = null, string? Outcome = null, int? StatusCode = null,
        string? Error = null, string? HoldReason = null);

    private sealed record Test(string TestId, string State, DateTimeOffset BegunAt, int? StatusCode = null, string? Error = null);
}
