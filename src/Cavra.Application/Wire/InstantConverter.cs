using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cavra.Domain.Abstractions;

namespace Cavra.Application.Wire;

/// <summary>Instants as ISO 8601: written in UTC with a Z, read only with an offset.</summary>
public sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    private const string Written = "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'";

    public static string Format(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString(Written, CultureInfo.InvariantCulture);

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType is JsonTokenType.String ? reader.GetString() : null;
        return InstantText.TryRead(text, out var instant) is { } rule ? throw new JsonException(rule) : instant;
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Format(value));
}
