using System.Text.Json;
using System.Text.Json.Nodes;
using Cavra.Testing;

namespace Cavra.Api.Tests.OpenApi;

public sealed class OpenApiDocumentTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private CavraApp _app;
    private JsonObject _document;

    [OneTimeSetUp]
    public async Task Start()
    {
        _app = await CavraApp.StartAsync();
        _document = (await _app.Admin.GetJsonAsync("/openapi/v1.json")).Ok();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _app.DisposeAsync();

    [Test]
    public void The_document_served_is_the_one_that_was_agreed() =>
        Snapshot.IsCurrent("tests/Cavra.Api.Tests/OpenApi/openapi.json", _document.ToJsonString(Indented) + "\n");

    [Test]
    public void An_operation_has_its_name_its_parameters_and_its_credentials()
    {
        var list = Operation("/access/keys", "get");
        var revoke = Operation("/access/keys/{key_id}/revoke", "post");

        Assert.Multiple(() =>
        {
            Assert.That(list.Text("operationId"), Is.EqualTo("ListApiKeys"));
            Assert.That(Parameters(list), Is.EqualTo(new[] { "query limit", "query offset", "query cursor" }));
            Assert.That(list.Number("parameters.0.schema.default"), Is.EqualTo(50));
            Assert.That(list.Number("parameters.0.schema.maximum"), Is.EqualTo(200));
            Assert.That(Parameters(revoke), Is.EqualTo(new[] { "path key_id", "header Idempotency-Key" }));
            Assert.That(list.At("security").AsArray().Select(requirement => requirement!.AsObject().Single().Key), Is.EqualTo(new[] { "bearer", "api_key" }));
            Assert.That(Operation("/health/live", "get").At("security").AsArray(), Is.Empty);
        });
    }

    [Test]
    public void A_schema_says_what_the_wire_says()
    {
        var key = Schema("ApiKeyView");
        var create = Schema("CreateKeyBody");

        Assert.Multiple(() =>
        {
            Assert.That(key.Text("properties.key_id.pattern"), Is.EqualTo("^key-[0-9a-f]{32}$"));
            Assert.That(key.Text("properties.created_at.format"), Is.EqualTo("date-time"));
            Assert.That(Required(create), Is.EquivalentTo(new[] { "name", "roles" }));
            Assert.That(Required(Schema("Problem")), Does.Contain("code").And.Contain("trace_id"));
            Assert.That(Schema("SecurityBoundaryView").At("properties.undeclared_fields.enum").AsArray().Select(name => name!.GetValue<string>()),
                Is.EqualTo(new[] { "public", "internal", "secret" }));
        });
    }

    private JsonObject Operation(string path, string method) => _document["paths"]![path]![method]!.AsObject();

    private JsonObject Schema(string name) => _document.At($"components.schemas.{name}").AsObject();

    private static IEnumerable<string> Parameters(JsonObject operation) =>
        operation["parameters"]!.AsArray().Select(parameter => $"{parameter!.Text("in")} {parameter!.Text("name")}");

    private static IEnumerable<string> Required(JsonObject schema) => schema["required"]!.AsArray().Select(name => name!.GetValue<string>());
}
