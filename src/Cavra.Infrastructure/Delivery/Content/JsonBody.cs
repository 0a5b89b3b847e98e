using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cavra.Infrastructure.Delivery.Content;

/// <summary>Writes JSON for vendors: on one line, letters as they are, numbers and times the same in every culture.</summary>
internal static class JsonBody
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Of(JsonNode node) => Encoding.UTF8.GetBytes(Text(node));

    public static string Text(JsonNode node) => node.ToJsonString(Options);

    /// <summary>An object of the members whose value is not null.</summary>
    public static JsonObject Members(params (string Name, JsonNode? Value)[] members) =>
        new(members.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Name, member.Value)));

    /// <summary>An instant in UTC with milliseconds and a Z.</summary>
    public static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Seconds since 1970 with three decimals, never with an exponent.</summary>
    public static JsonNode EpochSeconds(DateTimeOffset at) => JsonNode.Parse(
        (at.ToUnixTimeMilliseconds() / 1000m).ToString("F3", CultureInfo.InvariantCulture))!;
}
