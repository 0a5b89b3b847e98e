using System.Text.Json;

namespace Cavra.Testing.OpenApi;

/// <summary>One operation of the OpenAPI document, and whether a request is one of it.</summary>
internal sealed class DescribedOperation(string path, string method, JsonElement operation)
{
    private readonly string[] _parts = path.Split('/');

    public string Method => method;

    public string Name { get; } = operation.GetProperty("operationId").GetString()!;

    public JsonElement Responses { get; } = operation.GetProperty("responses");

    /// <summary>How many parts of the path are no parameters: where two paths match, the one with more is meant.</summary>
    public int Literals => _parts.Count(part => !IsParameter(part));

    /// <param name="parts">The path that was asked for.</param>
    /// <param name="isRest">Whether the last parameter may have slashes in it.</param>
    public bool Matches(string[] parts, bool isRest) =>
        (parts.Length == _parts.Length || isRest && parts.Length > _parts.Length && IsParameter(_parts[^1]))
        && _parts.Zip(parts).All(pair => IsParameter(pair.First) || pair.First == pair.Second);

    private static bool IsParameter(string part) => part.StartsWith('{');
}
