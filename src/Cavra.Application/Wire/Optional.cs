using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cavra.Application.Wire;

/// <summary>A member that may be absent but, where present, may not be null.</summary>
public readonly record struct Optional<T>(T Value, bool IsPresent)
    where T : struct
{
    public T? OrNull => IsPresent ? Value : null;
}

/// <summary>Reads optional members; refuses null.</summary>
public sealed class OptionalConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Optional<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(
            typeof(OptionalConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()[0]))!;

    private sealed class OptionalConverter<T> : JsonConverter<Optional<T>>
        where T : struct
    {
        public override bool HandleNull => true;

        public override Optional<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType is JsonTokenType.Null
                ? throw new JsonException("Null is not a value here; leave the member out instead.")
                // By the converter itself: what goes wrong is then told of the member, and not of a document of its own.
                : new Optional<T>(((JsonConverter<T>)options.GetConverter(typeof(T))).Read(ref reader, typeof(T), options), IsPresent: true);

        public override void Write(Utf8JsonWriter writer, Optional<T> value, JsonSerializerOptions options)
        {
            if (value.IsPresent)
            {
                JsonSerializer.Serialize(writer, value.Value, options);
            }
            else
            {
                writer.WriteNullValue();
            }
        }
    }
}
