using System.CommandLine;
using System.Text.Json.Serialization;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Loops;

/// <summary><c>cavra loops</c>: what became of each failed delivery, and which gate it waits at.</summary>
internal static class LoopCommands
{
    public static Command Create(Terminal terminal)
    {
        var loops = CheckLoops.Create(terminal);
        loops.Add(List(terminal));
        loops.Add(ShowLoop.Create(terminal));
        return loops;
    }

    private static Command List(Terminal terminal) => ListVerb.Create(
        "list", "List the loops: open ones first, oldest first, then closed ones, newest first.", terminal, WirePaths.Loops,
        [
            Filter.Flag("open", "Open ones only; with false closed ones only."),
            Filter.OneOf(
                "gate", "Those that wait at this gate.", ["noticed", "routed", "reviewed", "approved", "executed", "recovered"]),
            Filter.Text("provider", "One connector or provider.", "--connector"),
            Filter.Age("older_than_minutes", "Opened longer ago than this, such as 90m, 4h or 2d.", "--older-than"),
        ],
        new ListTable<Loop>(
            ["destination", "connector", "state", "minutes", "waits to be", "by"],
            loop => [loop.DestinationId, loop.Connector, loop.State, loop.AgeMinutes, loop.OpenGate, loop.AwaitedRoles],
            "There is no such loop."));

    private sealed record Loop(
        string DestinationId, string Connector, string State, int AgeMinutes, IReadOnlyList<string> AwaitedRoles, string? OpenGate = null);
}

/// <summary><c>cavra loops show</c>: one loop's gates, who passed them and what proves it.</summary>
internal static class ShowLoop
{
    public static Command Create(Terminal terminal)
    {
        var id = new Argument<string>("destination") { Description = "The id of the destination whose loop it is." };
        return ServerVerb.Create(
            "show", "Show a loop: each gate with when, by whom and the evidence of it.", terminal, [id],
            (parsed, server, cancellationToken) => server.GetAsync<Loop>(
                WirePaths.Under(WirePaths.Loops, parsed.GetRequiredValue(id)), loop => Show(terminal, loop), cancellationToken));
    }

    private static void Show(Terminal terminal, Loop loop)
    {
        terminal.Say($"{loop.DestinationId} to {loop.Connector}: {loop.State}, "
            + $"{(loop.Open ? "open" : "closed")} after {loop.AgeMinutes} minutes.");
        terminal.Table(
            ["gate", "passed", "at", "by", "evidence"],
            loop.Gates.Select(gate => (object?[])
                [gate.Name, gate.Applies ? gate.Passed : "not needed", gate.PassedAt, gate.Actor, gate.EvidenceId]),
            "It has no gates.");
    }

    private sealed record Loop(
        string DestinationId, string Connector, string State, bool Open, int AgeMinutes, IReadOnlyList<Gate> Gates);

    private sealed record Gate(
        [property: JsonPropertyName("gate")] string Name, bool Applies, bool Passed,
        DateTimeOffset? PassedAt = null, string? Actor = null, string? EvidenceId = null);
}
