using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Cavra.Testing.OpenApi;

/// <summary>The OpenAPI document that was agreed, as answers are compared with it.</summary>
internal sealed class DescribedApi
{
    private const string File = "tests/Cavra.Api.Tests/OpenApi/openapi.json";

    private static readonly Lazy<DescribedApi> Read = new(() => new DescribedApi(System.IO.File.ReadAllText(Path.Combine(Root(), File))));

    // What the document leaves out: itself and its page, the console's files, and figures in a format that is not Cavra's.
    private static readonly string[] Undescribed = ["/openapi/", "/swagger", "/metrics", "/assets/", "/favicon."];

    private readonly JsonElement _document;
    private readonly List<DescribedOperation> _operations;

    public DescribedApi(string document)
    {
        _document = JsonDocument.Parse(document).RootElement;
        Schemas = new DescribedSchemas(_document);
        _operations =
        [
            .. from path in _document.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               let described = new DescribedOperation(path.Name, operation.Name, operation.Value)
               orderby described.Literals descending
               select described,
        ];
    }

    public static DescribedApi Agreed => Read.Value;

    public DescribedSchemas Schemas { get; }

    public static bool Describes(string path) => !Undescribed.Any(part => path.Contains(part, StringComparison.Ordinal));

    /// <summary>The operation that a request is one of; null for none.</summary>
    public DescribedOperation? Find(string method, string path)
    {
        var parts = path.Split('/');
        var operations = _operations.Where(operation => string.Equals(operation.Method, method, StringComparison.OrdinalIgnoreCase)).ToList();
        return operations.Find(operation => operation.Matches(parts, isRest: false))
            ?? operations.Find(operation => operation.Matches(parts, isRest: true));
    }

    /// <summary>The object that a reference names; any other one itself.</summary>
    public JsonElement Resolve(JsonElement described) => Schemas.Resolve(described);

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "../../../.."));
}
