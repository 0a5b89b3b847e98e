using System.Text.Json.Nodes;

namespace Cavra.Domain.Policies;

/// <summary>One member in which two policies differ.</summary>
/// <param name="Member">The member; below a member with dots, freeze windows by their id, times of connectors by the connector.</param>
/// <param name="Before">What the earlier policy says; null where it says nothing.</param>
/// <param name="After">What the later policy says; null where it says nothing.</param>
public sealed record PolicyChange(string Member, JsonNode? Before, JsonNode? After)
{
    /// <summary>In what two policies differ, in the order of the document; empty where they say the same.</summary>
    public static IReadOnlyList<PolicyChange> Between(WorkspacePolicy before, WorkspacePolicy after)
    {
        var (earlier, later) = (Members(before).ToDictionary(), Members(after).ToDictionary());
        return
        [
            .. from member in earlier.Keys.Union(later.Keys)
               let change = new PolicyChange(member, earlier.GetValueOrDefault(member), later.GetValueOrDefault(member))
               where !JsonNode.DeepEquals(change.Before, change.After)
               select change,
        ];
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Members(WorkspacePolicy policy) =>
        policy.Document.SelectMany(member => (member.Key, member.Value) switch
        {
            ("freeze_windows", _) => policy.FreezeWindows.Select(
                window => KeyValuePair.Create($"{member.Key}.{window.WindowId}", (JsonNode?)window.Document)),
            (_, JsonObject part) => part.Select(below => KeyValuePair.Create($"{member.Key}.{below.Key}", below.Value)),
            _ => [member],
        });
}
