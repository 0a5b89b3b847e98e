using System.Text.Json.Nodes;

namespace Cavra.Domain.Evidence;

/// <summary>What of a document may leave Cavra: its public fields and nothing else.</summary>
public static class PublicView
{
    /// <summary>The document sent for an audit delivery, in which notes stay behind.</summary>
    public const string AuditDeliveryEvent = "audit_delivery_event";

    /// <summary>A copy of the document without what is not public.</summary>
    /// <param name="document">The document; it is left as it is.</param>
    /// <param name="dropped">JSON pointers (RFC 6901) of the members left out, in the document's order.</param>
    /// <param name="owner">Which document it is, where its fields have classes of their own.</param>
    public static JsonNode? Of(JsonNode? document, out IReadOnlyList<string> dropped, string owner = "")
    {
        var pointers = new List<string>();
        dropped = pointers;
        return Prune(document, "", owner, pointers);
    }

    private static JsonNode? Prune(JsonNode? node, string pointer, string owner, List<string> dropped) => node switch
    {
        JsonObject members => Fields(members, pointer, owner, dropped),
        JsonArray items => new JsonArray([.. items.Select((item, i) => Prune(item, $"{pointer}/{i}", owner, dropped))]),
        _ => node?.DeepClone(),
    };

    private static JsonObject Fields(JsonObject members, string pointer, string owner, List<string> dropped)
    {
        var kept = new JsonObject();
        foreach (var (name, value) in members)
        {
            var at = $"{pointer}/{JsonPointer.Escape(name)}";
            if (FieldClasses.Of(owner, name) is not FieldClass.Public)
            {
                dropped.Add(at);
            }
            else if (FieldClasses.IsMap(name) && value is JsonObject entries)
            {
                kept[name] = Entries(entries, at, owner, dropped);
            }
            else
            {
                kept[name] = Prune(value, at, owner, dropped);
            }
        }

        return kept;
    }

    private static JsonObject Entries(JsonObject entries, string pointer, string owner, List<string> dropped)
    {
        var kept = new JsonObject();
        foreach (var (name, value) in entries)
        {
            kept[name] = Prune(value, $"{pointer}/{JsonPointer.Escape(name)}", owner, dropped);
        }

        return kept;
    }
}

/// <summary>JSON pointers (RFC 6901).</summary>
public static class JsonPointer
{
    /// <summary>A member's name as one step of a pointer.</summary>
    public static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
