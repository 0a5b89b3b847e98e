using System.Net.Http.Headers;
using Cavra.Testing.OpenApi;

namespace Cavra.Testing;

/// <summary>Clients that wait as long as it takes, and take no answer that the OpenAPI document does not describe.</summary>
internal static class TestClient
{
    /// <param name="address">Where Cavra serves.</param>
    /// <param name="key">The key that it presents; none for null.</param>
    public static HttpClient At(Uri address, string? key = null) => Over(new AnswersAsDescribed(), address, key);

    /// <summary>A client for a process that does not serve what the document describes: its answers are not compared with it.</summary>
    public static HttpClient OfAWorker(Uri address, string? key = null) => Over(new SocketsHttpHandler(), address, key);

    /// <summary>A client that keeps cookies, as a browser does, and stops at each redirect.</summary>
    public static HttpClient OfABrowser(Uri address) =>
        Over(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new() }, address, key: null);

    /// <summary>A client that comes through somebody else's hands: answers there are of other paths than the document's.</summary>
    public static HttpClient Through(HttpMessageHandler handler, Uri address, string? key = null) => Over(handler, address, key);

    private static HttpClient Over(HttpMessageHandler handler, Uri address, string? key)
    {
        var client = new HttpClient(handler) { BaseAddress = address, Timeout = Patience.Hang };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return client;
    }
}
