using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Obligations;

/// <summary><c>cavra obligations</c>: what awaits the caller now, and what awaits others.</summary>
internal static class ShowObligations
{
    public static Command Create(Terminal terminal) => ServerVerb.Create(
        "obligations", "Show what awaits you now, and what awaits others, each oldest first, as far as you may read it.", terminal, [],
        (_, server, cancellationToken) => server.GetAsync<Owed>(
            WirePaths.Obligations, owed => Show(terminal, owed), cancellationToken));

    private static void Show(Terminal terminal, Owed owed) => terminal.Table(
        ["awaits", "what", "count", "late", "oldest since", "roles", "listed at"],
        [.. owed.Obligations.Select(obligation => RowOf("you", obligation)), .. owed.Others.Select(other => RowOf("others", other))],
        "Nothing that you may read awaits anybody.");

    private static object?[] RowOf(string whom, Obligation obligation) =>
    [
        whom, obligation.Kind, $"{obligation.Count}{(obligation.CountIsLowerBound ? "+" : "")}", obligation.BreachedCount,
        obligation.OldestAt, obligation.AwaitedRoles, obligation.Href,
    ];

    private sealed record Owed(IReadOnlyList<Obligation> Obligations, IReadOnlyList<Obligation> Others);

    private sealed record Obligation(
        string Kind, int Count, bool CountIsLowerBound, DateTimeOffset OldestAt, string Href, IReadOnlyList<string> AwaitedRoles,
        int? BreachedCount = null);
}
