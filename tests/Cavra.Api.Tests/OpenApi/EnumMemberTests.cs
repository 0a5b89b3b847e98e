using System.Net;
using System.Text.Json.Nodes;
using Cavra.Testing;

namespace Cavra.Api.Tests.OpenApi;

/// <summary>The words that the document lists for members of bodies, at any depth, are the only ones that the server takes.</summary>
public sealed class EnumMemberTests
{
    private static readonly Dictionary<string, string?> NoLimits = new()
    {
        ["CAVRA_RATE_WRITES_PER_SECOND"] = "1000000",
        ["CAVRA_RATE_WRITES_BURST"] = "1000000",
        ["CAVRA_RATE_ADDRESS_PER_SECOND"] = "1000000",
        ["CAVRA_RATE_ADDRESS_BURST"] = "1000000",
    };

    private CavraApp _app;
    private JsonObject _document;

    [OneTimeSetUp]
    public async Task Start()
    {
        _app = await CavraApp.StartAsync(settings: NoLimits);
        _document = (await _app.Admin.GetJsonAsync("/openapi/v1.json")).Ok();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _app.DisposeAsync();

    [Test]
    public async Task A_word_that_is_not_spelled_as_listed_is_refused_and_nothing_is_written()
    {
        var members = Members().ToList();
        Assert.That(members.Select(member => member.Pointer), Is.SupersetOf(
            (string[])["/four_eyes", "/mode", "/misfire", "/acknowledgement_state", "/closure_state", "/approval_state"]));
        var before = await _app.Database.EverythingAsync();

        foreach (var (method, path, pointer, words) in members)
        {
            foreach (var (wrong, body) in Wrong(words).Select(wrong => (wrong, Body(pointer, wrong).ToJsonString())))
            {
                var answer = await _app.Admin.SendJsonAsync(method, path, body);

                Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest), $"{method} {path} {body}");
                var rule = answer.InvalidAt(pointer)["errors"]![pointer]![0]!.GetValue<string>();
                Assert.That(
                    rule, wrong is null ? Is.EqualTo("Null is not a value here.") : Is.EqualTo($"One of {string.Join(", ", words)}."),
                    $"{method} {path} {body}");
            }
        }

        Assert.That(await _app.Database.EverythingAsync(), Is.EqualTo(before));
    }

    private static IEnumerable<JsonNode?> Wrong(string[] words) =>
    [
        $"{words[0]},{words[^1]}", $"{words[0]}, {words[^1]}", $"{words[0]},{words[0]}", words[0].ToUpperInvariant(),
        char.ToUpperInvariant(words[0][0]) + words[0][1..], $" {words[0]}", $"{words[0]} ", $"{words[0]},", "", "0", "1", 0, 1, 1.5, true,
        new JsonArray(words[0]), new JsonObject(), null,
    ];

    private IEnumerable<(HttpMethod Method, string Path, string Pointer, string[] Words)> Members() =>
        from path in _document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        let schema = operation.Value!["requestBody"]?["content"]?["application/json"]?["schema"]
        where schema is not null
        from member in Enums(schema, "")
        select (HttpMethod.Parse(operation.Key), Filled(path.Key, operation.Value!.AsObject()), member.Pointer, member.Words);

    private IEnumerable<(string Pointer, string[] Words)> Enums(JsonNode schema, string pointer)
    {
        var one = Resolved(schema);
        return one["enum"] is JsonArray words
            ? [(pointer, [.. words.Where(word => word is not null).Select(word => word!.GetValue<string>())])]
            : [
                .. (one["properties"]?.AsObject() ?? []).SelectMany(member => Enums(member.Value!, $"{pointer}/{member.Key}")),
                .. one["items"] is { } items ? Enums(items, $"{pointer}/0") : [],
                .. one["additionalProperties"] is JsonObject values ? Enums(values, $"{pointer}/x") : [],
            ];
    }

    private JsonObject Resolved(JsonNode schema)
    {
        var one = (schema["oneOf"] ?? schema["allOf"])?.AsArray().First(it => it!["$ref"] is not null) ?? schema;
        return one["$ref"] is { } reference ? Resolved(_document["components"]!["schemas"]![((string)reference!).Split('/')[^1]]!) : one.AsObject();
    }

    // Nothing but the member: a wrong word is told before what is missing beside it.
    private static JsonNode Body(string pointer, JsonNode? value) => pointer.Split('/').Skip(1).Reverse().Aggregate(
        value?.DeepClone(),
        (inner, name) => name is "0" ? new JsonArray(inner) : new JsonObject { [name] = inner })!;

    private static string Filled(string path, JsonObject operation) => (operation["parameters"]?.AsArray() ?? [])
        .Where(parameter => parameter!.Text("in") is "path" && parameter!["example"] is not null)
        .Aggregate(path, (filled, parameter) => filled.Replace($"{{{parameter!.Text("name")}}}", parameter!.Text("example"), StringComparison.Ordinal));
}
