using System.Text;
using System.Text.Json;
using Cavra.Application.Wire;
using Cavra.Infrastructure.Configuration;

namespace Cavra.Infrastructure.Drills;

/// <summary>A JSON file to import, and where in it something stands.</summary>
internal sealed class ImportFile
{
    private readonly string _setting;
    private readonly string _name;
    private readonly byte[] _bytes;

    private ImportFile(string setting, string name, byte[] bytes) => (_setting, _name, _bytes) = (setting, name, bytes);

    /// <summary>Whether the file holds a list rather than one document.</summary>
    public bool IsList => Encoding.UTF8.GetString(_bytes).TrimStart().StartsWith('[');

    public static async Task<ImportFile> ReadAsync(string setting, string path, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(path);
        try
        {
            var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
            var hasMark = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble);

            return new ImportFile(setting, name, hasMark ? bytes[Encoding.UTF8.Preamble.Length..] : bytes);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failure(setting, $"{name} can't be read: {failure.GetType().Name}.");
        }
    }

    /// <summary>Reads the documents as strictly as a body; a list is read item by item, so that one document is the same.</summary>
    public T Parse<T>()
    {
        try
        {
            return Flaw(typeof(T)) is { } flaw
                ? throw Bad(flaw.Member, flaw.Rule)
                : JsonSerializer.Deserialize<T>(_bytes, WireJson.Options) ?? throw Bad("", "A document is needed, not null.");
        }
        catch (JsonException failure)
        {
            var (member, rule) = JsonProblems.Explain(failure, typeof(T));
            throw Failure(_setting, $"{_name}, line {failure.LineNumber + 1}, {Named(member)}: {rule}");
        }
    }

    /// <summary>The failure of a member: file, line, member and rule, never a value.</summary>
    public InvalidSettingsException Bad(string pointer, string rule) =>
        Failure(_setting, $"{_name}, line {LineOf(pointer)}, {Named(pointer)}: {rule}");

    private DocumentFlaw? Flaw(Type document)
    {
        try
        {
            return DocumentFlaw.Find(_bytes, document);
        }
        catch (JsonException)
        {
            // It is no JSON; the serializer says so too, and at which member.
            return null;
        }
    }

    private static InvalidSettingsException Failure(string setting, string problem) =>
        new([$"{setting} names a file that can't be taken: {problem}"]);

    private static string Named(string pointer) => pointer.Length == 0 ? "the document" : pointer;

    // What can't be read is no member that anybody looks for.
    private static string NameAt(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "\ufffd";
        }
    }

    /// <summary>The line of the member, or of the nearest one around it that is there.</summary>
    private int LineOf(string pointer)
    {
        var (line, best) = (1, 0);
        var reader = new Utf8JsonReader(_bytes);
        var place = new Stack<string>();
        var indexes = new Stack<int>();
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName)
            {
                place.Push(NameAt(ref reader));
                Match(reader.TokenStartIndex);
                continue;
            }

            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                indexes.Pop();
                Leave();
                continue;
            }

            var isItem = indexes.TryPeek(out var index) && index >= 0;
            if (isItem)
            {
                indexes.Push(indexes.Pop() + 1);
                place.Push(index.ToString(System.Globalization.CultureInfo.InvariantCulture));
                Match(reader.TokenStartIndex);
            }

            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                indexes.Push(reader.TokenType is JsonTokenType.StartArray ? 0 : -1);
            }
            else
            {
                Leave();
            }
        }

        return line;

        void Leave() => place.TryPop(out _);

        void Match(long at)
        {
            var here = $"/{string.Join('/', place.Reverse())}";
            if (here.Length > best && (pointer == here || pointer.StartsWith($"{here}/", StringComparison.Ordinal)))
            {
                (line, best) = (1 + _bytes.AsSpan(0, (int)at).Count((byte)'\n'), here.Length);
            }
        }
    }
}
