using System.Net;
using System.Text.Json.Nodes;
using Cavra.Testing;

namespace Cavra.Api.Tests.OpenApi;

/// <summary>The words that the document lists for parameters of queries are those that the server takes.</summary>
public sealed class EnumFilterTests
{
    private CavraApp _app;
    private List<(string Path, string Name, JsonNode Schema)> _texts;

    [OneTimeSetUp]
    public async Task Start()
    {
        _app = await CavraApp.StartAsync();
        var document = (await _app.Admin.GetJsonAsync("/openapi/v1.json")).Ok();
        _texts =
        [
            .. from path in document["paths"]!.AsObject()
               where !path.Key.Contains('{', StringComparison.Ordinal) && path.Value!["get"] is not null
               from parameter in path.Value!["get"]!["parameters"]?.AsArray() ?? []
               let schema = parameter!["schema"]!
               where parameter.Text("in") is "query" && parameter.Text("name") is not "cursor"
                   && schema.Text("type") is "string" && schema["format"] is null
               select (path.Key, parameter.Text("name"), schema),
        ];
    }

    [OneTimeTearDown]
    public async Task Stop() => await _app.DisposeAsync();

    [Test]
    public async Task Every_word_that_is_listed_is_taken()
    {
        var words = _texts.Where(text => text.Schema["enum"] is not null)
            .SelectMany(text => text.Schema["enum"]!.AsArray().Select(word => $"{text.Path}?{text.Name}={word!.GetValue<string>()}")).ToList();

        Assert.That(words, Has.Count.GreaterThan(50));
        foreach (var query in words)
        {
            Assert.That((await _app.Admin.GetJsonAsync(query)).Status, Is.EqualTo(HttpStatusCode.OK), query);
        }
    }

    [Test]
    public async Task A_word_that_is_not_listed_is_refused()
    {
        foreach (var (path, name, _) in _texts.Where(text => text.Schema["enum"] is not null))
        {
            (await _app.Admin.GetJsonAsync($"{path}?{name}=zz")).InvalidAt($"/{name}");
        }
    }

    [Test]
    public async Task A_parameter_that_refuses_an_unknown_word_lists_the_known_ones()
    {
        foreach (var (path, name, _) in _texts.Where(text => text.Schema["enum"] is null && text.Schema["pattern"] is null))
        {
            var answer = await _app.Admin.GetJsonAsync($"{path}?{name}=no_such_word");
            Assert.That(answer.Status, Is.Not.EqualTo(HttpStatusCode.BadRequest), $"{path} {name}");
        }
    }
}
