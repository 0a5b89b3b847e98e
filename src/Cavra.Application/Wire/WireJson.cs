using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

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
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
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
