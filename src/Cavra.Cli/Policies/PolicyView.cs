using System.Text.Json.Nodes;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Policies;

/// <summary>The policy, as a server answers it.</summary>
internal sealed record PolicyView(
    int Version, string Digest, DateTimeOffset ChangedAt, JsonObject Policy, IReadOnlyList<PolicyChange> Changes, string? ChangedBy = null,
    string? Notes = null)
{
    public void Print(Terminal terminal)
    {
        terminal.Say(ChangedBy is null
            ? $"Version {Version}, the built-in policy."
            : $"Version {Version}, decided by {ChangedBy} at {ChangedAt.ToUniversalTime():yyyy-MM-dd HH:mm:ss'Z'}.");
        if (Notes is not null)
        {
            terminal.Say(Notes);
        }

        terminal.Table(["member", "value"], Rows(Policy, ""), "The policy says nothing.");
        terminal.Say(Digest);
    }

    private static IEnumerable<object?[]> Rows(JsonObject part, string under) => part.SelectMany(member => member.Value switch
    {
        JsonObject { Count: > 0 } below => Rows(below, $"{under}{member.Key}."),
        JsonArray { Count: > 0 } list => list.Select((one, place) => (object?[])[$"{under}{member.Key}.{place}", PolicyChanges.Text(one)]),
        JsonArray or JsonObject => [[$"{under}{member.Key}", "none"]],
        var value => [[$"{under}{member.Key}", PolicyChanges.Text(value)]],
    });
}

/// <summary>One member in which two policies differ.</summary>
internal sealed record PolicyChange(string Member, JsonNode? Before = null, JsonNode? After = null);

/// <summary>Differences between policies, for a person.</summary>
internal static class PolicyChanges
{
    public static void Print(Terminal terminal, IEnumerable<PolicyChange> changes) => terminal.Table(
        ["member", "before", "after"],
        changes.Select(change => (object?[])[change.Member, Text(change.Before), Text(change.After)]),
        "Nothing is different.");

    /// <summary>A window by its bounds and connectors, anything else as it is written.</summary>
    public static string? Text(JsonNode? value) => value is JsonObject window && window["window_id"] is { } id
        ? $"{id}: {window["start_at"]} to {window["end_at"]}, "
            + $"{(window["connectors"] is JsonArray { Count: > 0 } connectors ? string.Join(", ", connectors) : "every connector")}; {window["reason"]}"
        : value?.ToString();
}
