using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Cavra.Application.Wire;

/// <summary>
/// What makes a document unfit that the serializer takes: null in a list or a map, text that no database keeps, a number that is
/// larger than a double can be.
/// </summary>
/// <param name="Member">Where, as a JSON pointer; of a list or a map for null in it, whatever the key is called.</param>
/// <param name="Rule">The rule that is broken.</param>
public sealed record DocumentFlaw(string Member, string Rule)
{
    /// <summary>The first flaw of a document; null when there is none.</summary>
    /// <param name="bytes">The document.</param>
    /// <param name="document">The type that it is read into; tells maps from objects.</param>
    /// <exception cref="JsonException">It is no JSON, or too deep.</exception>
    public static DocumentFlaw? Find(byte[] bytes, Type document)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = WireJson.MaxDepth });
        var places = new Stack<Place>([Place.Outside(document)]);
        while (reader.Read())
        {
            var place = places.Peek();
            if (reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject or JsonTokenType.PropertyName))
            {
                place.Index++;
            }

            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray or JsonTokenType.StartObject:
                    places.Push(new Place(InfoOf(place.Next), reader.TokenType is JsonTokenType.StartArray));
                    break;
                case JsonTokenType.EndArray or JsonTokenType.EndObject:
                    places.Pop();
                    break;
                case JsonTokenType.PropertyName:
                    if (!TryRead(ref reader, out var name, out var flaw))
                    {
                        return new DocumentFlaw(PointerTo(places, inner: false), flaw);
                    }

                    place.Enter(name);
                    break;
                case JsonTokenType.String when !TryRead(ref reader, out _, out var rule):
                    return new DocumentFlaw(PointerTo(places, inner: true), rule);
                case JsonTokenType.Number when !reader.TryGetDouble(out var number) || !double.IsFinite(number):
                    return new DocumentFlaw(PointerTo(places, inner: true), "A number is no larger than a double can be.");
                case JsonTokenType.Null when place.IsList:
                    return new DocumentFlaw(PointerTo(places, inner: false), "Null is not a value in a list.");
                case JsonTokenType.Null when place.IsMap:
                    return new DocumentFlaw(PointerTo(places, inner: false), "Null is not a value in a map.");
            }
        }

        return null;
    }

    private static bool TryRead(ref Utf8JsonReader reader, out string text, [NotNullWhen(false)] out string? rule)
    {
        try
        {
            text = reader.GetString()!;
            rule = WireText.Flaw(text);
        }
        catch (InvalidOperationException)
        {
            // What the reader throws for text that is no UTF-8, or half of a surrogate pair.
            (text, rule) = ("", WireText.WellFormed);
        }

        return rule is null;
    }

    // A name that nobody knows is not repeated: it may be a secret in the wrong place.
    private static string PointerTo(Stack<Place> places, bool inner)
    {
        var segments = places.Skip(inner ? 0 : 1).Reverse().Skip(1)
            .Select(place => place.IsList ? $"{place.Index}" : place.IsMap ? null : place.Member)
            .TakeWhile(segment => segment is not null);
        return string.Concat(segments.Select(segment => "/" + segment));
    }

    // What a converter of its own reads has no members to know.
    private static JsonTypeInfo? InfoOf(Type? type) => type is null ? null : WireJson.Options.GetTypeInfo(type);

    /// <summary>A list, map or object that is being read, and where in it.</summary>
    private sealed class Place(JsonTypeInfo? info, bool isList)
    {
        public bool IsList => isList;

        public bool IsMap => info is { Kind: JsonTypeInfoKind.Dictionary };

        public int Index { get; set; } = -1;

        /// <summary>The member that is read; null when nobody knows it.</summary>
        public string? Member { get; private set; }

        /// <summary>The type of the value that comes next; null when nobody knows.</summary>
        public Type? Next { get; private set; } = info?.ElementType;

        public static Place Outside(Type document) => new(null, false) { Next = document };

        public void Enter(string name)
        {
            if (!IsMap)
            {
                var member = info?.Properties.FirstOrDefault(property => property.Name == name);
                (Member, Next) = (member?.Name, member?.PropertyType);
            }
        }
    }
}
