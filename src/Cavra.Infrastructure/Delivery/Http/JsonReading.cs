using System.Globalization;
using System.Text.Json;

namespace Cavra.Infrastructure.Delivery.Http;

/// <summary>Looks into documents that somebody else wrote: what is not there, or of another kind, is null and no fault.</summary>
internal static class JsonReading
{
    /// <summary>The member of an object; null for anything else.</summary>
    public static JsonElement? At(this JsonElement? element, string member)
    {
        try
        {
            return element is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(member, out var value) ? value : null;
        }
        catch (InvalidOperationException)
        {
            // A name in it holds half a character.
            return null;
        }
    }

    public static JsonElement? At(this JsonElement element, string member) => ((JsonElement?)element).At(member);

    public static string? TextAt(this JsonElement? element, string member) => element.At(member).Text();

    public static string? TextAt(this JsonElement element, string member) => ((JsonElement?)element).TextAt(member);

    /// <summary>A number, also where a vendor writes it as text.</summary>
    public static double? NumberAt(this JsonElement? element, string member) => element.At(member) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetDouble(out var value) => value,
        { ValueKind: JsonValueKind.String } text
            when double.TryParse(((JsonElement?)text).Text(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) => value,
        _ => null,
    };

    public static double? NumberAt(this JsonElement element, string member) => ((JsonElement?)element).NumberAt(member);

    /// <summary>The text; null for anything else, and for text that holds half a character.</summary>
    public static string? Text(this JsonElement? element)
    {
        try
        {
            return element is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The texts in an array; none for anything else.</summary>
    public static IEnumerable<string> Texts(this JsonElement? element) =>
        element.Items().Select(item => ((JsonElement?)item).Text()).OfType<string>();

    /// <summary>The items of an array; none for anything else.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];
}
