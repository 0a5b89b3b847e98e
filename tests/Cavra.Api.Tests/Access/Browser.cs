using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cavra.Testing;

namespace Cavra.Api.Tests.Access;

/// <summary>A browser as the server sees it: it keeps the cookie, and says what a page of the server itself says.</summary>
internal sealed class Browser(CavraApp app) : IDisposable
{
    public const string Path = "/console/session";

    private readonly HttpClient _client = app.Client(key: null);

    /// <summary>The value of the session cookie; null without one.</summary>
    public string? Token { get; set; }

    /// <summary>The whole of the last <c>Set-Cookie</c>.</summary>
    public string Cookie { get; private set; } = "";

    public static async Task<Browser> SignedInAsync(CavraApp app, object credential)
    {
        var browser = new Browser(app);
        (await browser.SignInAsync(credential)).Ok();
        return browser;
    }

    public Task<Answer> SignInAsync(object credential, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, Path, credential, headers);

    public Task<Answer> GetAsync(string path = Path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, body: null, headers);

    public Task<Answer> PostAsync(string path, object body) =>
        SendAsync(HttpMethod.Post, path, body, [("Sec-Fetch-Site", "same-origin")]);

    public Task<Answer> SignOutAsync() => SendAsync(HttpMethod.Delete, Path, body: null, [("Sec-Fetch-Site", "same-origin")]);

    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        }

        if (Token is not null)
        {
            request.Headers.TryAddWithoutValidation("Cookie", $"cavra_session={Token}");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await _client.SendAsync(request);
        if (response.Headers.TryGetValues("Set-Cookie", out var cookies))
        {
            Cookie = cookies.Single();
            Token = Cookie["cavra_session=".Length..Cookie.IndexOf(';', StringComparison.Ordinal)] is { Length: > 0 } token ? token : null;
        }

        return new Answer(response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync()), response);
    }

    public void Dispose() => _client.Dispose();
}
