using System.CommandLine;
using System.Text.Json.Serialization;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Loops;

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
