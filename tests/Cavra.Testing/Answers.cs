using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cavra.Testing;

/// <summary>An answer as a test looks at it.</summary>
internal sealed record Answer(HttpStatusCode Status, JsonNode? Body, HttpResponseMessage Response)
{
    /// <summary>The document of an answer with 200.</summary>
    public JsonObject Ok() => Expect(HttpStatusCode.OK);

    /// <summary>The document of an answer with 201.</summary>
    public JsonObject Created() => Expect(HttpStatusCode.Created);

    /// <summary>The document of an answer with 202 that says where the outcome will be told.</summary>
    public JsonObject Accepted()
    {
        Assert.That(Response.Headers.TryGetValues("Preference-Applied", out var applied) ? applied : [], Is.EqualTo(new[] { "respond-async" }));
        Assert.That(Response.Headers.Location, Is.Not.Null);
        return Expect(HttpStatusCode.Accepted);
    }

    /// <summary>The problem of an answer with that status and code.</summary>
    public JsonObject Problem(int status, string code)
    {
        var problem = Expect((HttpStatusCode)status);
        Assert.Multiple(() =>
        {
            Assert.That(Response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
            Assert.That(problem.Text("code"), Is.EqualTo(code), problem.ToJsonString());
            Assert.That(problem.Text("type"), Is.EqualTo($"urn:cavra:problem:{code}"));
        });
        return problem;
    }

    /// <summary>A 400 that names this member.</summary>
    public JsonObject InvalidAt(string pointer)
    {
        var problem = Expect(HttpStatusCode.BadRequest);
        Assert.That(problem["errors"]?.AsObject().Select(error => error.Key) ?? [], Does.Contain(pointer), problem.ToJsonString());
        return problem;
    }

    private JsonObject Expect(HttpStatusCode status)
    {
        Assert.That(Status, Is.EqualTo(status), Body?.ToJsonString());
        return Body!.AsObject();
    }
}

/// <summary>Short ways to ask and to look.</summary>
internal static class Asking
{
    public static async Task<Answer> GetJsonAsync(this HttpClient client, string path) => await ReadAsync(await client.GetAsync(path));

    public static Task<Answer> PostJsonAsync(
        this HttpClient client, string path, object? body = null, string? idempotencyKey = null, string? ifMatch = null) =>
        client.SendJsonAsync(HttpMethod.Post, path, body, idempotencyKey, ifMatch);

    /// <summary>Sends a command and says what would be best; see RFC 7240.</summary>
    public static Task<Answer> PostPreferringAsync(
        this HttpClient client, string prefer, string path, object? body = null, string? idempotencyKey = null) =>
        client.SendJsonAsync(HttpMethod.Post, path, body, idempotencyKey, ifMatch: null, prefer);

    public static Task<Answer> PutJsonAsync(
        this HttpClient client, string path, object? body = null, string? idempotencyKey = null, string? ifMatch = null) =>
        client.SendJsonAsync(HttpMethod.Put, path, body, idempotencyKey, ifMatch);

    /// <summary>Sends a body: an object is written as JSON, a text goes as it is.</summary>
    public static async Task<Answer> SendJsonAsync(
        this HttpClient client, HttpMethod method, string path, object? body, string? idempotencyKey = null, string? ifMatch = null,
        string? prefer = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body ?? new { }), Encoding.UTF8, "application/json");
        if (idempotencyKey is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        }

        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        if (prefer is not null)
        {
            request.Headers.TryAddWithoutValidation("Prefer", prefer);
        }

        return await ReadAsync(await client.SendAsync(request));
    }

    /// <summary>The text of a member; a path of members is written with dots.</summary>
    public static string Text(this JsonNode node, string path) => node.At(path).GetValue<string>();

    public static string[] Texts(this JsonNode node, string path) =>
        [.. node.At(path).AsArray().Select(one => one!.GetValue<string>())];

    public static int Number(this JsonNode node, string path) => node.At(path).GetValue<int>();

    public static bool Flag(this JsonNode node, string path) => node.At(path).GetValue<bool>();

    /// <summary>The member at a path such as <c>plan.retry_decisions.0.action</c>; fails the test when it is absent or null.</summary>
    public static JsonNode At(this JsonNode node, string path)
    {
        var current = node;
        foreach (var part in path.Split('.'))
        {
            var next = current is JsonArray list ? list[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)] : current[part];
            Assert.That(next, Is.Not.Null, $"{path} in {node.ToJsonString()}");
            current = next!;
        }

        return current;
    }

    private static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) is true;
        return new Answer(response.StatusCode, isJson ? JsonNode.Parse(text) : null, response);
    }
}
