using System.Net.Http.Headers;
using System.Text;
using Cavra.Api.Wire;
using Cavra.Testing;
using Microsoft.AspNetCore.Http;

namespace Cavra.Api.Tests.Problems;

public sealed class BadRequestTests
{
    private const string Canary = "canary7f3a";

    private CavraApp _app;

    [OneTimeSetUp]
    public async Task Start() => _app = await CavraApp.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _app.DisposeAsync();

    [Test]
    public async Task An_unknown_path_is_a_secret_to_strangers_and_not_found_to_others()
    {
        (await _app.Client(key: null).GetJsonAsync($"/{Canary}")).Problem(401, "authentication.required");
        Refused(await _app.Admin.GetJsonAsync($"/{Canary}?{Canary}"), 404, "http.not_found");
    }

    [TestCase("DELETE", "/access/keys")]
    [TestCase("PATCH", "/console/session")]
    [TestCase("POST", "/health/live")]
    public async Task A_method_that_the_path_does_not_take(string method, string path) =>
        Refused(await _app.Admin.SendJsonAsync(new HttpMethod(method), path, body: null), 405, "http.method_not_allowed");

    [TestCase("text/plain")]
    [TestCase("application/xml")]
    [TestCase("application/json; charset=iso-8859-1")]
    [TestCase("application/x-www-form-urlencoded")]
    public async Task A_body_that_is_not_said_to_be_JSON_in_UTF_8(string type) =>
        Refused(await PostAsync($$"""{"name": "{{Canary}}"}""", type), 415, "http.not_json");

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_body_over_256_KiB(bool isChunked)
    {
        using var request = Post(new string(' ', 300 * 1024), "application/json");
        request.Headers.TransferEncodingChunked = isChunked;
        request.Headers.ExpectContinue = true;

        Refused(await SendAsync(request), 413, "http.body_too_large");
    }

    [TestCase(20 * 1024)]
    [TestCase(40 * 1024)]
    public async Task Headers_over_16_KiB(int bytes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/access/keys");
        request.Headers.Add("X-Long", Canary + new string('x', bytes));

        Refused(await SendAsync(request), 431, "http.headers_too_large");
    }

    [TestCase("", "")]
    [TestCase("{}", "/name")]
    [TestCase("null", "")]
    [TestCase("[]", "")]
    [TestCase("5", "")]
    [TestCase("canary7f3a", "")]
    [TestCase("{\"name\": canary7f3a}", "")]
    [TestCase("{\"name\": \"canary7f3a\", \"roles\": [\"auditor\"], \"nope\": 1}", "/nope")]
    [TestCase("{\"name\": \"a\", \"roles\": [\"auditor\"], \"canary7f3a9\": 1}", "/(name)")]
    [TestCase("{\"name\": \"a\", \"roles\": [\"auditor\"], \"allow_networks\": [\"10.0.0.0/8\", \"10.0.0.1/8\"]}", "/allow_networks/1")]
    [TestCase("{\"name\": \"a\", \"roles\": [\"auditor\"], \"allow_networks\": [\"fd00::1/8\"]}", "/allow_networks/0")]
    [TestCase("{\"name\": \"canary7f3a\", \"roles\": [\"auditor\"], \"canary7f3a with spaces\": 1}", "/(name)")]
    [TestCase("{\"name\": null, \"roles\": [\"auditor\"]}", "/name")]
    [TestCase("{\"name\": \"a\", \"roles\": null}", "/roles")]
    [TestCase("{\"name\": \"a\", \"roles\": [null]}", "/roles")]
    [TestCase("{\"name\": \"a\", \"roles\": \"canary7f3a\"}", "/roles")]
    [TestCase("{\"name\": 5, \"roles\": [\"auditor\"]}", "/name")]
    [TestCase("{\"name\": \"a\", \"name\": \"canary7f3a\", \"roles\": [\"auditor\"]}", "/name")]
    [TestCase("{\"name\": \"a\", \"roles\": [\"canary7f3a\"]}", "/roles/0")]
    [TestCase("{\"name\": \"a\", \"roles\": [\"auditor\"], \"expires_at\": \"2027-01-01T00:00:00\"}", "/expires_at")]
    [TestCase("{\"name\": \"a\", \"roles\": [\"auditor\"], \"expires_at\": 5}", "/expires_at")]
    [TestCase("{\"name\": \"\\ud800\", \"roles\": [\"auditor\"]}", "/name")]
    [TestCase("{\"\\ud800\": 1}", "")]
    [TestCase("{\"name\": \"a\", \"roles\": [\"auditor\"],}", "")]
    public async Task A_body_whose_shape_is_wrong_is_told_which_member_breaks_which_rule(string body, string member)
    {
        var problem = Refused(await PostAsync(body, "application/json"), 400, "request.invalid");

        Assert.That(problem["errors"]!.AsObject().Select(error => error.Key), Does.Contain(member), problem.ToJsonString());
    }

    [Test]
    public async Task Fifty_levels_of_nesting()
    {
        var problem = Refused(
            await PostAsync($$"""{"name": {{new string('[', 50)}}{{new string(']', 50)}}}""", "application/json"), 400, "request.invalid");

        Assert.That(problem["errors"]!.ToJsonString(), Does.Contain("Nested deeper than 32 levels."));
    }

    [Test]
    public async Task Text_that_is_no_UTF_8()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/access/keys");
        request.Content = new ByteArrayContent([.. "{\"name\": \""u8, 0xff, 0xfe, .. "\", \"roles\": []}"u8]);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        Refused(await SendAsync(request), 400, "request.invalid");
    }

    [TestCase("limit=0", "/limit")]
    [TestCase("limit=201", "/limit")]
    [TestCase("limit=canary7f3a", "/limit")]
    [TestCase("limit=", "/limit")]
    [TestCase("limit=1&limit=2", "/limit")]
    [TestCase("offset=10001", "/offset")]
    [TestCase("cursor=canary7f3a", "/cursor")]
    [TestCase("cursor=AZqwAAAAcACAAAAAAAAAAA&offset=0", "/cursor")]
    [TestCase("cursor=AZqwAAAAcACAAAAAAAAAAA&offset=1", "/cursor")]
    [TestCase("canary7f3a9=1", "/(name)")]
    [TestCase("nope=1", "/nope")]
    [TestCase("Limit=1", "/Limit")]
    [TestCase("canary7f3a%20and%20more=1", "/(name)")]
    public async Task A_parameter_that_is_unknown_or_out_of_range(string query, string member) =>
        Refused(await _app.Admin.GetJsonAsync($"/access/keys?{query}"), 400, "request.invalid", member);

    [TestCase("ghp_aBcDeFgHiJkLmNoPqRsTuVwXyZaBcDeFgHiJ")]
    [TestCase("AKIAIOSFODNNXEXAMPLE")]
    [TestCase("0123456789abcdef0123456789abcdef")]
    public async Task A_secret_in_the_place_of_a_name_is_not_repeated(string secret)
    {
        var query = (await _app.Admin.GetJsonAsync($"/access/keys?{secret}=1")).InvalidAt("/(name)");
        var body = (await PostAsync($$"""{"name": "a", "roles": ["auditor"], "{{secret}}": 1}""", "application/json")).InvalidAt("/(name)");

        Assert.That(query.ToJsonString() + body.ToJsonString(), Does.Not.Contain(secret));
    }

    [Test]
    public async Task A_command_takes_no_parameters() =>
        Refused(await _app.Admin.PostJsonAsync("/access/keys?dry_run=true", new { name = "a", roles = new[] { "ci" } }), 400, "request.invalid", "/dry_run");

    [TestCase("")]
    [TestCase("with canary7f3a space")]
    [TestCase(256)]
    public async Task An_idempotency_key_that_is_none(object key)
    {
        var text = key as string ?? new string('k', (int)key);

        Refused(await _app.Admin.PostJsonAsync("/access/keys", new { name = "a", roles = new[] { "ci" } }, idempotencyKey: text), 400, "request.invalid");
    }

    [TestCase("access/keys/canary7f3a/revoke", "access.key_not_found")]
    [TestCase("access/keys/key-0123/revoke", "access.key_not_found")]
    [TestCase("access/keys/%2e%2e%2fcanary7f3a/revoke", "access.key_not_found")]
    public async Task An_id_that_is_none_is_the_id_of_nothing(string path, string code) =>
        Refused(await _app.Admin.PostJsonAsync($"/{path}"), 404, code);

    [TestCase(null, ExpectedResult = null)]
    [TestCase("\"v1\"", ExpectedResult = "\"v1\"")]
    [TestCase("", ExpectedResult = "")]
    [TestCase("\"v1\"|\"v2\"", ExpectedResult = "\"v1\",\"v2\"")]
    public string? A_condition_that_was_set_is_never_taken_for_none(string? given)
    {
        var http = new DefaultHttpContext();
        if (given is not null)
        {
            http.Request.Headers.IfMatch = given.Split('|');
        }

        return http.IfMatch();
    }

    private static System.Text.Json.Nodes.JsonObject Refused(Answer answer, int status, string code, string? member = null)
    {
        var problem = answer.Problem(status, code);
        // Nor where in it the reader stumbled, nor over what.
        Assert.That(problem.ToJsonString(), Does.Not.Contain(Canary).And.Not.Contain("BytePositionInLine"));
        if (member is not null)
        {
            Assert.That(problem["errors"]!.AsObject().Select(error => error.Key), Does.Contain(member));
        }

        return problem;
    }

    private async Task<Answer> PostAsync(string body, string type)
    {
        using var request = Post(body, type);
        return await SendAsync(request);
    }

    private static HttpRequestMessage Post(string body, string type)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return new HttpRequestMessage(HttpMethod.Post, "/access/keys") { Content = content };
    }

    private async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        var response = await _app.Admin.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer(response.StatusCode, text.Length > 0 ? System.Text.Json.Nodes.JsonNode.Parse(text) : null, response);
    }
}
