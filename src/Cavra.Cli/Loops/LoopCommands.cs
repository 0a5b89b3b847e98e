using System.CommandLine;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Loops;

/// <summary><c>cavra loops</c>: what became of each failed delivery, and which gate it waits at.</summary>
internal static class LoopCommands
{
    public static Command Create(Terminal terminal) => new("loops", "What became of failed deliveries, gate by gate.")
    {
        List(terminal),
        ShowLoop.Create(terminal),
    };

    private static Command List(Terminal terminal) => ListVerb.Create(
        "list", "List the loops: open ones first, oldest first, then closed ones, newest first.", terminal, WirePaths.Loops,
        [
            Filter.Flag("open", "Open ones only; with false closed ones only."),
            Filter.OneOf(
                "gate", "Those that wait at this gate.", ["noticed", "routed", "reviewed", "approved", "executed", "recovered"]),
            Filter.Text("provider", "One connector or provider.", "--connector"),
            Filter.Number("older_than_minutes", 0, 5_256_000, "Opened longer ago than this many minutes.", "--older-than"),
        ],
        new ListTable<Loop>(
            ["destination", "connector", "state", "minutes", "waits to be", "by"],
            loop => [loop.DestinationId, loop.Connector, loop.State, loop.AgeMinutes, loop.OpenGate, loop.AwaitedRoles],
            "There is no such loop."));

    private sealed record Loop(
        string DestinationId, string Connector, string State, int AgeMinutes, IReadOnlyList<string> AwaitedRoles, string? OpenGate = null);
}
