using System.Text.Json;
using System.Text.Json.Serialization;
using Cavra.Domain.Abstractions;

namespace Cavra.Application.Wire;

/// <summary>Members of enums by their wire name, spelled exactly; several at once, numbers and other spellings are none.</summary>
public sealed class EnumConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(EnumConverter<>).MakeGenericType(typeToConvert))!;

    private sealed class EnumConverter<TEnum> : JsonConverter<TEnum>
        where TEnum : struct, Enum
    {
        private static readonly string Rule = "One of " + string.Join(", ", WireName.All<TEnum>()) + ".";

        public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType is JsonTokenType.String && WireName.TryParse<TEnum>(reader.GetString(), out var member)
                ? member
                : throw new JsonException(reader.TokenType is JsonTokenType.Null ? JsonProblems.NoNull : Rule);

        public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) =>
            writer.WriteStringValue(WireName.Of(value));

        public override TEnum ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            WireName.TryParse<TEnum>(reader.GetString(), out var member) ? member : throw new JsonException(Rule);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) =>
            writer.WritePropertyName(WireName.Of(value));
    }
}
