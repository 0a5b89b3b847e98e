using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cavra.Cli.Serving;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Evidence;

/// <summary><c>cavra evidence entry</c>: everything that one entry says.</summary>
internal static class ShowEntry
{
    public static Command Create(Terminal terminal)
    {
        var id = new Argument<string>("evidence") { Description = "The entry's id, as cavra evidence list prints it." };
        return ServerVerb.Create(
            "entry", "Show an evidence entry, member by member.", terminal, [id],
            (parsed, server, cancellationToken) => server.GetAsync<Entry>(
                WirePaths.Under(WirePaths.Entries, parsed.GetRequiredValue(id)), entry => Show(terminal, entry), cancellationToken));
    }

    private static void Show(Terminal terminal, Entry entry)
    {
        var (who, what) = (entry.Document["who"] as JsonObject, entry.Document["what"] as JsonObject);
        terminal.Remark($"{entry.EvidenceId}: {who?["actor"]} did \"{what?["action"]}\": {what?["outcome"]}.");
        if (entry.Removed is { } removed)
        {
            terminal.Remark(Gone(removed));
        }

        terminal.Remark(entry.Sequence is { } index
            ? entry.Removed is not null ? $"It is number {index} of the log, which has its hash." : $"It is number {index} of the log. Its receipt: cavra evidence receipt {entry.EvidenceId}"
            : "The log has not taken it in yet.");
        terminal.Table(["member", "value"], Members("", entry.Document), "It says nothing.");
    }

    private static string Gone(Removal removal) => removal.Reason switch
    {
        "retention" => $"Its bytes were removed by retention, as {removal.ToldBy} says. What it was found by is left:",
        "erasure" => $"Its bytes were erased by two people, as {removal.ToldBy} says. What it was found by is left:",
        _ => "Its bytes are gone, and nothing says why. What it was found by is left:",
    };

    // Members without a value are left out: the document has every member that an entry may have.
    private static IEnumerable<object?[]> Members(string name, JsonNode? value) => value switch
    {
        JsonObject members => members.SelectMany(member => Members(name.Length == 0 ? member.Key : $"{name}.{member.Key}", member.Value)),
        JsonArray { Count: > 0 } list when list.All(item => item is JsonValue) => [[name, list.Select(item => $"{item}")]],
        JsonArray list => list.SelectMany((item, place) => Members($"{name}.{place}", item)),
        JsonValue one when one.GetValueKind() is JsonValueKind.True or JsonValueKind.False => [[name, one.GetValue<bool>()]],
        JsonValue one => [[name, one.ToString()]],
        _ => [],
    };

    private sealed record Entry(string EvidenceId, JsonObject Document, long? Sequence = null, Removal? Removed = null);

    private sealed record Removal(string? Reason = null, string? ToldBy = null);
}
