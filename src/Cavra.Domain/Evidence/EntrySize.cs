using System.Text.Json.Nodes;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Domain.Evidence;

/// <summary>
/// Keeps an entry within what a log's bundle can hold (C2SP <c>tlog-tiles</c>: 65,535 bytes). Everything said of one thing fits;
/// lists of very many things are told by their first and a count of the others.
/// </summary>
public static class EntrySize
{
    private static readonly int[] Lengths = [500, 100, 20, 5];

    /// <summary>The canonical form of an entry's public view, its lists shortened as far as needed, the same for all of them.</summary>
    public static byte[] Fit(JsonObject entry)
    {
        var bytes = CanonicalJson.Serialize(entry);
        foreach (var length in Lengths)
        {
            if (bytes.Length <= EntryBundle.MostBytes)
            {
                break;
            }

            var shortened = entry.DeepClone();
            Shorten(shortened, length);
            bytes = CanonicalJson.Serialize(shortened);
        }

        return bytes.Length <= EntryBundle.MostBytes
            ? bytes
            : throw new InvalidOperationException("An entry says more than an entry of the log can hold.");
    }

    private static void Shorten(JsonNode? node, int length)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (_, member) in members)
                {
                    Shorten(member, length);
                }

                break;
            case JsonArray items when items.Count > length:
                Cut(items, length);
                break;
        }
    }

    // Shortened lists keep the kind of their items, so that whoever reads them needs not know.
    private static void Cut(JsonArray items, int length)
    {
        var left = items.Count - length;
        var ofObjects = items[0] is JsonObject;
        while (items.Count > length)
        {
            items.RemoveAt(items.Count - 1);
        }

        items.Add(ofObjects
            ? new JsonObject { ["member"] = "", ["rule"] = "further", ["count"] = left }
            : JsonValue.Create($"(and {left} more)"));
    }
}
