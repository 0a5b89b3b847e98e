using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cavra.Domain.Evidence;

/// <summary>
/// The one way to write a JSON document as bytes that are hashed: RFC 8785, the JSON Canonicalization Scheme.
/// </summary>
/// <remarks>
/// Numbers are IEEE 754 doubles, as the scheme demands, so whole numbers beyond 2⁵³ lose digits: carry those as strings.
/// What the scheme cannot express (NaN, infinities, lone surrogates, a member twice) is the caller's bug and throws.
/// </remarks>
public static class CanonicalJson
{
    public static byte[] Serialize(JsonElement element) => Serialize(NodeOf(element));

    public static byte[] Serialize(JsonNode? node)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(node, output);
        return output.WrittenSpan.ToArray();
    }

    private static JsonNode? NodeOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(element),
        JsonValueKind.Array => JsonArray.Create(element),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(element),
    };

    private static void Write(JsonNode? node, ArrayBufferWriter<byte> output)
    {
        switch (node)
        {
            case null:
                output.Write("null"u8);
                break;
            case JsonObject members:
                WriteObject(members, output);
                break;
            case JsonArray items:
                WriteArray(items, output);
                break;
            default:
                WriteValue(node.AsValue(), output);
                break;
        }
    }

    private static void WriteObject(JsonObject members, ArrayBufferWriter<byte> output)
    {
        var sorted = members.ToArray();
        Array.Sort(sorted, static (a, b) => string.CompareOrdinal(a.Key, b.Key));

        output.Write("{"u8);
        for (var i = 0; i < sorted.Length; i++)
        {
            output.Write(i > 0 ? ","u8 : default);
            CanonicalString.Write(sorted[i].Key, output);
            output.Write(":"u8);
            Write(sorted[i].Value, output);
        }

        output.Write("}"u8);
    }

    private static void WriteArray(JsonArray items, ArrayBufferWriter<byte> output)
    {
        output.Write("["u8);
        for (var i = 0; i < items.Count; i++)
        {
            output.Write(i > 0 ? ","u8 : default);
            Write(items[i], output);
        }

        output.Write("]"u8);
    }

    private static void WriteValue(JsonValue value, ArrayBufferWriter<byte> output)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.True:
                output.Write("true"u8);
                break;
            case JsonValueKind.False:
                output.Write("false"u8);
                break;
            case JsonValueKind.Null:
                output.Write("null"u8);
                break;
            case JsonValueKind.Number:
                CanonicalNumber.Write(DoubleOf(value), output);
                break;
            case JsonValueKind.String:
                CanonicalString.Write(TextOf(value), output);
                break;
            default:
                // A value that wraps an object of the program's own: what the serializer makes of it is what counts.
                Write(JsonNode.Parse(value.ToJsonString()), output);
                break;
        }
    }

    private static double DoubleOf(JsonValue value) =>
        value.TryGetValue<double>(out var number) ? number : JsonNode.Parse(value.ToJsonString())!.GetValue<double>();

    // Read as a string where it is one: the serializer's own text would quietly replace a lone surrogate.
    private static string TextOf(JsonValue value) =>
        value.TryGetValue<string>(out var text) ? text : JsonNode.Parse(value.ToJsonString())!.GetValue<string>();
}
