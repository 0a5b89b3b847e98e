using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Cavra.Testing;

namespace Cavra.Api.Tests.Problems;

/// <summary>Every parameter, and every member at any depth, that the OpenAPI document knows is given what nobody sends by mistake: never a 500.</summary>
public sealed class HostileValueTests
{
    private static readonly string[] Texts =
    [
        "%00", "a%00b", "%ED%A0%80", "%FF", "!!!!!!!!!!!!!!!!!!!!!!", "__________________________________", "%F0%9F%98%80", "1e400",
        "99999999999999999999", "-1", "2026-13-45T99:99:99Z", "%27%3B--", "%2525%30",
    ];

    private static readonly string[] Values =
    [
        "\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"😀\"", "\"\"", "null", "[null]", "{\"a\":null}", "[[]]", "{}", "1e400", "-1",
        "99999999999999999999", "true", "{\"\\u0000\":1}",
    ];

    private static readonly string[] Names = ["]", "']", "a.b[", "\\u0000", "[''", "\\ud800"];

    private static readonly Dictionary<string, string?> NoLimits = new()
    {
        ["CAVRA_RATE_READS_PER_SECOND"] = "1000000",
        ["CAVRA_RATE_READS_BURST"] = "1000000",
        ["CAVRA_RATE_WRITES_PER_SECOND"] = "1000000",
        ["CAVRA_RATE_WRITES_BURST"] = "1000000",
        ["CAVRA_RATE_ADDRESS_PER_SECOND"] = "1000000",
        ["CAVRA_RATE_ADDRESS_BURST"] = "1000000",
    };

    private CavraApp _app = null!;
    private FailingReceiver _receiver = null!;
    private JsonObject _document = null!;

    [OneTimeSetUp]
    public async Task StartCavra()
    {
        _receiver = await FailingReceiver.StartAsync();
        _app = await CavraApp.StartAsync(GivenDrills.Connectors(_receiver, _receiver), settings: NoLimits);
        await _app.GivenAScheduleAsync("x");
        _document = (await _app.Admin.GetJsonAsync("/openapi/v1.json")).Ok();
    }

    [OneTimeTearDown]
    public async Task StopCavra()
    {
        await _app.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Test]
    public async Task No_parameter_of_a_query_makes_a_500()
    {
        var faults = new List<string>();
        foreach (var (path, method, operation) in Operations())
        {
            foreach (var name in ParametersOf(operation, "query"))
            {
                foreach (var text in Texts)
                {
                    await LookAsync(faults, HttpMethod.Parse(method), $"{Filled(path, "x")}?{name}={text}", method is "get" ? null : "{}");
                }
            }
        }

        Assert.That(faults, Is.Empty);
    }

    [Test]
    public async Task No_parameter_of_a_path_makes_a_500()
    {
        var faults = new List<string>();
        foreach (var (path, method, _) in Operations().Where(it => it.Path.Contains('{', StringComparison.Ordinal)))
        {
            foreach (var text in Texts)
            {
                await LookAsync(faults, HttpMethod.Parse(method), Filled(path, text), method is "get" ? null : "{}");
            }
        }

        Assert.That(faults, Is.Empty);
    }

    // With a key, so that the body is digested too.
    [Test]
    public async Task No_member_of_a_body_however_deep_makes_a_500()
    {
        var (faults, sent, bodies) = (new List<string>(), 0, new HostileBodies(_document, Values, Names));
        foreach (var (path, method, operation) in Operations().Where(it => it.Method is not "get"))
        {
            foreach (var body in bodies.Of(operation))
            {
                // What is defined is new each time, for want of the version that it would replace.
                var name = method is "put" ? $"x-{sent}" : "x";
                sent++;
                await LookAsync(faults, HttpMethod.Parse(method), Filled(path, name), body, $"hostile-{sent}");
            }
        }

        Assert.That(faults, Is.Empty);
        Assert.That(sent, Is.GreaterThan(4_000));
    }

    [TestCase("actor=a%00b", "/actor")]
    [TestCase("cursor=!!!!!!!!!!!!!!!!!!!!!!", "/cursor")]
    public async Task What_is_wrong_with_a_parameter_is_said_of_it(string query, string member) =>
        (await _app.Admin.GetJsonAsync($"{GivenDrills.Root}?{query}")).InvalidAt(member);

    [TestCase("""{"reason":"planned\u0000"}""", "/reason")]
    [TestCase("""{"reason":"planned","\u0000":1}""", "")]
    public async Task Text_that_no_database_keeps_is_refused_by_its_member_and_changes_nothing(string body, string member)
    {
        (await _app.Admin.PostJsonAsync("/connectors/webhook/pause", body)).InvalidAt(member);

        Assert.That((await _app.Admin.GetJsonAsync("/connectors/webhook")).Ok().ToJsonString(), Does.Not.Contain("planned"));
    }

    [Test]
    public async Task An_export_takes_no_member_that_the_contract_does_not_name() =>
        (await _app.Admin.PostJsonAsync("/evidence/exports", """{"audit_id":"x","command":{}}""")).InvalidAt("/command");

    [Test]
    public async Task A_chunk_that_is_larger_than_anything_is_malformed()
    {
        using var caller = new TcpClient();
        await caller.ConnectAsync(_app.Address.Host, _app.Address.Port);
        await caller.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /access/keys HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {_app.AdminKey}\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n80000000\r\n"));

        var answer = new byte["HTTP/1.1 400".Length];
        await caller.GetStream().ReadExactlyAsync(answer);

        Assert.That(Encoding.ASCII.GetString(answer), Is.EqualTo("HTTP/1.1 400"));
    }

    [Test]
    public async Task A_key_twice_in_a_map_is_refused_as_a_member_twice_is()
    {
        var twice = (await _app.Admin.PutJsonAsync("/policy", """{"connector_review_minutes":{"webhook":1,"webhook":2}}""", ifMatch: "*"))
            .Problem(400, "request.invalid");

        var (member, rules) = twice.At("errors").AsObject().Single();
        Assert.That(member, Does.StartWith("/connector_review_minutes"));
        Assert.That(rules!.ToJsonString(), Is.EqualTo("""["Given twice."]"""));
    }

    [Test]
    public async Task Null_in_a_map_is_refused_by_its_member()
    {
        var body = GivenDrills.AScheduleBody();
        body["owner_routes"]!["release-governance"] = null;

        (await _app.Admin.DefineAsync("nightly", body)).InvalidAt("/owner_routes");
    }

    private async Task LookAsync(List<string> faults, HttpMethod method, string path, string? body, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        if (method == HttpMethod.Put && path.EndsWith("/worker-schedule", StringComparison.Ordinal))
        {
            request.Headers.Add("If-Match", "*");
        }

        using var response = await _app.Admin.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if ((int)response.StatusCode >= 500)
        {
            faults.Add($"{(int)response.StatusCode} {method} {path} {body}");
        }
    }

    private IEnumerable<(string Path, string Method, JsonObject Operation)> Operations() =>
        from path in _document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where operation.Key is "get" or "post" or "put" or "delete"
        select (path.Key, operation.Key, operation.Value!.AsObject());

    private static IEnumerable<string> ParametersOf(JsonObject operation, string place) =>
        (operation["parameters"]?.AsArray() ?? []).Where(it => (string?)it!["in"] == place).Select(it => (string)it!["name"]!);

    private static string Filled(string path, string text) =>
        string.Join('/', path.Split('/').Select(part => part.Contains('{', StringComparison.Ordinal) ? text : part));
}
