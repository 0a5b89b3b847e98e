using System.Globalization;
using System.Text.Json.Serialization;
using Cavra.Cli.Reports;

namespace Cavra.Cli.Loops;

/// <summary>Loops as test cases: one that is open has failed, and its message says what is awaited of whom.</summary>
internal static class LoopReport
{
    private const string Name = "cavra.loops";

    /// <param name="loops">What was found.</param>
    /// <param name="linkTo">Makes an address of a path on the server.</param>
    public static JUnitSuite Of(IReadOnlyList<CheckedLoop> loops, Func<string, string> linkTo) => new(
        Name,
        loops.Count == 0
            ? [new JUnitCase(Name, "No loop is open")]
            : [.. loops.Select(loop => new JUnitCase($"{Name}.{loop.Connector}", loop.DestinationId)
            {
                Failure = loop.Open ? new JUnitFailure("open_loop", Awaited(loop), linkTo($"/console/loops/{Uri.EscapeDataString(loop.DestinationId)}")) : null,
            })]);

    private static string Awaited(CheckedLoop loop)
    {
        var since = loop.Gates.Where(gate => gate.PassedAt is not null).Max(gate => gate.PassedAt) ?? loop.OpenedAt;
        var what = loop.OpenGate is { } gate ? $"waits to be {gate}" : "waits";
        var whom = loop.AwaitedRoles.Count > 0 ? $" by {string.Join(" or ", loop.AwaitedRoles)}" : "";
        return $"The delivery to {loop.Connector} {what}{whom} since {Instant(since)}; the loop is open since {Instant(loop.OpenedAt)}.";
    }

    private static string Instant(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>A loop as the check reads it.</summary>
internal sealed record CheckedLoop(
    string DestinationId, string Connector, string State, bool Open, DateTimeOffset OpenedAt, int AgeMinutes,
    IReadOnlyList<string> AwaitedRoles, IReadOnlyList<CheckedGate> Gates, string? OpenGate = null);

/// <summary>One of its gates.</summary>
internal sealed record CheckedGate([property: JsonPropertyName("gate")] string Name, DateTimeOffset? PassedAt = null);
