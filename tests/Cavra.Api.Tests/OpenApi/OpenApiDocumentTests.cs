using System.Text.Json;
using System.Text.Json.Nodes;
using Cavra.Testing;
using Cavra.Testing.OpenApi;

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
            Assert.That(list.At("security").AsArray().Select(requirement => requirement!.AsObject().Single().Key), Is.EqualTo(new[] { "bearer", "api_key", "console_session" }));
            Assert.That(Operation("/health/live", "get").At("security").AsArray(), Is.Empty);
        });
    }

    [Test]
    public void What_delivers_or_runs_can_be_answered_early_and_nothing_else()
    {
        const string Audit = "/runtime/go-pilot/rollback-drill-notifications/acknowledgements/audit-delivery";
        var operations = _document.At("paths").AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(method => (Name: $"{method.Key} {path.Key}", What: method.Value!)))
            .Where(operation => operation.What["operationId"] is not null).ToList();
        var early = operations.Where(operation => operation.What["responses"]?["202"] is not null).ToList();

        Assert.That(early.Select(operation => operation.Name), Is.EquivalentTo(new[]
        {
            $"post {Audit}", $"post {Audit}/worker-run", $"post {Audit}/worker-health-alerts/deliver",
            "post /runtime/go-pilot/rollback-drill-notifications/deliver", $"post {Audit}/recovery-escalations/{{plan_id}}/deliver",
        }));
        Assert.That(
            operations.Where(operation => operation.What["parameters"] is not null && Parameters(operation.What.AsObject()).Contains("header Prefer")),
            Is.EqualTo(early));
        Assert.That(
            early.Select(operation => operation.What.At("responses.202.headers").AsObject().Select(header => header.Key)),
            Is.All.SupersetOf(new[] { "Location", "Preference-Applied" }));
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

    [Test]
    public void An_id_is_text_wherever_it_is_and_says_where_it_may_be_null()
    {
        var members = _document.At("components.schemas").AsObject().SelectMany(schema => schema.Value!["properties"]?.AsObject() ?? []);
        var ids = members.Where(member => member.Key.EndsWith("_id", StringComparison.Ordinal)).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(ids, Has.Count.GreaterThan(50));
            Assert.That(ids.Select(member => member.Value!["type"]?.ToJsonString()), Is.All.AnyOf("\"string\"", "[\"null\",\"string\"]"));
            Assert.That(Schema("WorkerHealthView").At("properties.latest_run_id.type").AsArray().Count, Is.EqualTo(2));
        });
    }

    [Test]
    public void No_schema_says_what_answers_are_not_compared_with() =>
        Assert.That(new DescribedApi(_document.ToJsonString()).Schemas.Unknown().Distinct(), Is.Empty);

    [Test]
    public void What_may_be_null_says_so()
    {
        var attempt = Schema("AttemptView");
        var pause = Schema("ConnectorStatusView").At("properties.pause.oneOf").AsArray();

        Assert.Multiple(() =>
        {
            Assert.That(attempt.At("properties.failure_class.enum").AsArray().Count(word => word is null), Is.EqualTo(1));
            Assert.That(attempt.At("properties.outcome.enum").AsArray().Count(word => word is null), Is.Zero);
            Assert.That(
                pause.Select(choice => (string?)(choice!["type"] ?? choice["$ref"])),
                Is.EqualTo(new[] { "null", "#/components/schemas/ConnectorPauseView" }));
            Assert.That(Required(Schema("Problem")), Does.Not.Contain("errors"));
            Assert.That(Schema("Problem").Text("properties.errors.type"), Is.EqualTo("object"));
        });
    }

    [Test]
    public void A_member_of_a_schema_is_described_by_the_comment_in_the_code()
    {
        var undescribed =
            from schema in _document.At("components.schemas").AsObject()
            from member in schema.Value!["properties"]?.AsObject() ?? []
            where string.IsNullOrWhiteSpace((string?)member.Value!["description"])
            select $"{schema.Key}.{member.Key}";

        Assert.Multiple(() =>
        {
            Assert.That(undescribed, Is.Empty);
            Assert.That(Schema("RetryDecisionView").Text("properties.retry_count.description"), Does.StartWith("Failed attempts so far"));
            Assert.That(Schema("RetryDecisionView").Text("properties.live_verdict.description"), Does.StartWith("What a live run would do"));
            Assert.That(Schema("LoopView").Text("description"), Is.Not.Empty);
        });
    }

    [Test]
    public void A_parameter_is_described_and_called_what_its_path_calls_it()
    {
        foreach (var (path, operations) in _document["paths"]!.AsObject())
        {
            foreach (var parameter in operations!.AsObject().SelectMany(operation => operation.Value!["parameters"]?.AsArray() ?? []))
            {
                var name = parameter!.Text("name");
                Assert.That((string?)parameter!["description"], Is.Not.Null.And.Not.Empty, $"{path} {name}");
                Assert.That(parameter.Text("in") is not "path" || path.Contains($"{{{name}}}", StringComparison.Ordinal), $"{path} {name}");
            }
        }
    }

    [TestCase("/evidence/checkpoint", "get", "text/plain")]
    [TestCase("/evidence/entries/{evidence_id}/receipt", "get", "text/plain")]
    [TestCase("/evidence/tile/{level}/{index}", "get", "application/octet-stream")]
    [TestCase("/evidence/exports", "post", "application/zip")]
    public void A_file_says_its_media_type(string path, string method, string mediaType) =>
        Assert.That(Operation(path, method).At("responses.200.content").AsObject().Select(content => content.Key), Is.EqualTo(new[] { mediaType }));

    [Test]
    public async Task Behind_a_path_base_the_document_says_where_its_paths_begin()
    {
        await using var app = await CavraApp.StartAsync(settings: new Dictionary<string, string?> { ["CAVRA_PATH_BASE"] = "/ops/cavra" });

        var document = (await app.Admin.GetJsonAsync("/ops/cavra/openapi/v1.json")).Ok();

        Assert.That(document.Text("servers.0.url"), Is.EqualTo("/ops/cavra"));
        Assert.That(_document["servers"], Is.Null);
    }

    private JsonObject Operation(string path, string method) => _document["paths"]![path]![method]!.AsObject();

    private JsonObject Schema(string name) => _document.At($"components.schemas.{name}").AsObject();

    private static IEnumerable<string> Parameters(JsonObject operation) =>
        operation["parameters"]!.AsArray().Select(parameter => $"{parameter!.Text("in")} {parameter!.Text("name")}");

    private static IEnumerable<string> Required(JsonObject schema) => schema["required"]!.AsArray().Select(name => name!.GetValue<string>());
}
