using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Cavra.Testing.OpenApi;

/// <summary>Compares one answer with what the OpenAPI document says of it: status, headers, media type, body.</summary>
internal static class AnswerComparison
{
    // What HTTP, the server and the rules for browsers put on answers, whatever is asked.
    private static readonly HashSet<string> Everywhere = new(StringComparer.OrdinalIgnoreCase)
    {
        "Date", "Server", "Connection", "Transfer-Encoding", "Content-Type", "Content-Length", "Cache-Control", "Pragma", "Expires", "Vary",
        "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Strict-Transport-Security",
        "Access-Control-Allow-Origin", "Access-Control-Expose-Headers",
    };

    /// <summary>What of an answer the document does not say; empty when it is as described.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(
        DescribedApi api, HttpMethod method, string path, HttpResponseMessage answer, CancellationToken cancellationToken = default)
    {
        if (!DescribedApi.Describes(path) || IsTheServersOwn(answer))
        {
            return [];
        }

        if ((api.Find(method.Method, path) ?? BehindAGateway(api, method, path, answer)) is not { } operation)
        {
            return answer.IsSuccessStatusCode && method != HttpMethod.Options ? [$"{method} {path} is not described, but answered"] : [];
        }

        var status = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
        IEnumerable<string> found = operation.Responses.TryGetProperty(status, out var response)
            ? [.. Headers(api, api.Resolve(response), answer), .. await ContentAsync(api, api.Resolve(response), answer, cancellationToken)]
            : ["the status is not described"];
        return [.. found.Select(reason => $"{operation.Name} {status}: {reason}")];
    }

    // What is no HTTP is refused by the server, and Cavra never sees it.
    private static bool IsTheServersOwn(HttpResponseMessage answer) =>
        answer is { StatusCode: HttpStatusCode.BadRequest, Content.Headers.ContentLength: 0 } && !answer.Headers.Contains("X-Request-Id");

    // There something comes before every path.
    private static DescribedOperation? BehindAGateway(DescribedApi api, HttpMethod method, string path, HttpResponseMessage answer) =>
        answer.IsSuccessStatusCode
            ? Enumerable.Range(1, path.Length - 1).Where(start => path[start] is '/')
                .Select(start => api.Find(method.Method, path[start..])).FirstOrDefault(found => found is not null)
            : null;

    private static IEnumerable<string> Headers(DescribedApi api, JsonElement response, HttpResponseMessage answer)
    {
        var described = response.TryGetProperty("headers", out var headers)
            ? headers.EnumerateObject().ToDictionary(header => header.Name, header => api.Resolve(header.Value), StringComparer.OrdinalIgnoreCase)
            : [];
        var given = answer.Headers.Concat(answer.Content.Headers).Select(header => header.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. from header in described
               where header.Value.TryGetProperty("required", out var required) && required.GetBoolean() && !given.Contains(header.Key)
               select $"the header {header.Key} is required and not there",
            .. from name in given
               where !Everywhere.Contains(name) && !described.ContainsKey(name)
               select $"the header {name} is not described",
        ];
    }

    private static async Task<IEnumerable<string>> ContentAsync(
        DescribedApi api, JsonElement response, HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var type = answer.Content.Headers.ContentType?.MediaType;
        if (!response.TryGetProperty("content", out var contents) || !contents.TryGetProperty(type ?? "", out var content))
        {
            return [$"the media type {type ?? "of nothing"} is not described"];
        }

        if (!type!.EndsWith("json", StringComparison.Ordinal))
        {
            return [];
        }

        await answer.Content.LoadIntoBufferAsync(cancellationToken);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
        return [.. api.Schemas.Compare(body.RootElement, content.GetProperty("schema"))];
    }
}
