using System.Net.Http.Json;

namespace Cavra.Benchmarks.Serving;

/// <summary>Calls that must succeed.</summary>
internal static class Calls
{
    public const string AuditDelivery = "/runtime/go-pilot/rollback-drill-notifications/acknowledgements/audit-delivery";

    public const string Records = "/runtime/go-pilot/rollback-drill-notifications";

    /// <summary>A POST of a body; a GET without one.</summary>
    public static async Task CallAsync(this HttpClient client, string path, object? body = null)
    {
        using var answer = await (body is null ? client.GetAsync(path) : client.PostAsJsonAsync(path, body));
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }
    }
}
