using System.Net;
using System.Text.Json.Nodes;
using Cavra.Testing;

namespace Cavra.Api.Tests.Access.Tokens;

/// <summary>A browser that is sent from Cavra to an issuer and back: it keeps cookies, and stops at each redirect.</summary>
internal sealed class Visitor : IDisposable
{
    private readonly Uri _address;
    private readonly HttpClient _http;

    public Visitor(CavraApp app)
    {
        _address = app.Address;
        _http = TestClient.OfABrowser(app.Address);
    }

    /// <summary>The whole <c>Set-Cookie</c> of the session.</summary>
    public string SessionCookie { get; private set; } = "";

    /// <summary>Signs in as somebody; answers where the browser landed in the console.</summary>
    public async Task<string> SignInAsync(string user, string? returnTo = null) =>
        await FollowAsync(await FillInAsync(await BeginAsync(returnTo), user));

    /// <summary>Where Cavra sends the browser to.</summary>
    public async Task<Uri> BeginAsync(string? returnTo = null)
    {
        var query = returnTo is null ? "" : $"?return_to={Uri.EscapeDataString(returnTo)}";
        using var response = await _http.GetAsync(new Uri(_address, $"/console/sign-in{query}"));
        return response.Headers.Location!;
    }

    /// <summary>Says at the issuer who it is; answers where the issuer sends the browser to.</summary>
    public async Task<Uri> FillInAsync(Uri loginPage, string user)
    {
        using var response = await _http.GetAsync(new Uri($"{loginPage}&user={user}"));
        return response.Headers.Location ?? throw new InvalidOperationException(await response.Content.ReadAsStringAsync());
    }

    /// <summary>Goes there, and answers where Cavra sends the browser then.</summary>
    public async Task<string> FollowAsync(Uri address)
    {
        using var response = await _http.GetAsync(address);
        if (response.Headers.TryGetValues("Set-Cookie", out var set))
        {
            SessionCookie = set.FirstOrDefault(cookie => cookie.StartsWith("cavra_session=", StringComparison.Ordinal)) ?? SessionCookie;
        }

        return response.Headers.Location!.ToString();
    }

    public async Task<JsonNode> SessionAsync() => JsonNode.Parse(await _http.GetStringAsync(new Uri(_address, Browser.Path)))!;

    public async Task<HttpStatusCode> StatusAsync(Uri? replica = null)
    {
        using var response = await _http.GetAsync(new Uri(replica ?? _address, Browser.Path));
        return response.StatusCode;
    }

    public async Task<JsonNode> SignOutAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri(_address, Browser.Path));
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var response = await _http.SendAsync(request);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    public void Dispose() => _http.Dispose();
}
