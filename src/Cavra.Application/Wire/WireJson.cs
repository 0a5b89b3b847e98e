using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cavra.Domain.Abstractions;

namespace Cavra.Application.Wire;

/// <summary>JSON as the wire contract wants it: snake case, strict in what it takes, UTC instants, prefixed ids.</summary>
public static class WireJson
{
    /// <summary>Deepest nesting accepted.</summary>
    public const int MaxDepth = 32;

    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>
    /// For reading what this product stored itself: members that this version does not know are left out, so that an older one
    /// can read what a newer one wrote while both run.
    /// </summary>
    public static JsonSerializerOptions Stored { get; } = Lenient();

    public static string Serialize<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        // Owners and the like are names, not members: they stay as they are.
        options.DictionaryKeyPolicy = null;
        options.PropertyNameCaseInsensitive = false;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.AllowDuplicateProperties = false;
        options.MaxDepth = MaxDepth;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new EnumConverterFactory());
        options.Converters.Add(new InstantConverter());
        options.Converters.Add(new IdConverterFactory());
        options.Converters.Add(new OptionalConverterFactory());
        return options;
    }

    private static JsonSerializerOptions Lenient()
    {
        var options = new JsonSerializerOptions(Options)
        {
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
            RespectRequiredConstructorParameters = false,
            RespectNullableAnnotations = false,
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private static JsonSerializerOptions Create()
    {
        var options = Configure(new JsonSerializerOptions(JsonSerializerDefaults.General));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}

/// <summary>Typed ids in their wire form.</summary>
public sealed class IdConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsValueType
        && typeToConvert.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>));

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(IdConverter<>).MakeGenericType(typeToConvert))!;

    private sealed class IdConverter<TId> : JsonConverter<TId>
        where TId : struct, IId<TId>
    {
        public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType is JsonTokenType.String && Ids.TryParse<TId>(reader.GetString(), out var id)
                ? id
                : throw new JsonException($"An id here is {TId.Prefix}- and 32 lowercase hexadecimal digits.");

        public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Ids.Format(value));
    }
}

/// <summary>Instants as ISO 8601: written in UTC with a Z, read only with an offset.</summary>
public sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public static string Format(DateTimeOffset instant) => InstantText.Of(instant);

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType is JsonTokenType.String ? reader.GetString() : null;
        return InstantText.TryRead(text, out var instant) is { } rule ? throw new JsonException(rule) : instant;
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Format(value));
}
