using System.Net.Http.Headers;

namespace Cavra.Testing;

/// <summary>Clients that wait as long as it takes.</summary>
internal static class TestClient
{
    /// <param name="address">Where Cavra serves.</param>
    /// <param name="key">The key that it presents; none for null.</param>
    public static HttpClient At(Uri address, string? key = null)
    {
        var client = new HttpClient { BaseAddress = address, Timeout = Patience.Hang };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return client;
    }
}
