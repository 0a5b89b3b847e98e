using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cavra.Infrastructure.Configuration;

namespace Cavra.Cli.Serving;

/// <summary>Speaks the HTTP contract to one server with one credential.</summary>
internal sealed class ServerClient : IDisposable
{
    // Deliveries answer when they have ended, which the server bounds; this only ends a server that never answers.
    private static readonly TimeSpan LongPatience = TimeSpan.FromMinutes(15);

    private const int BufferBytes = 80 * 1024;

    private readonly HttpClient _http;
    private readonly string _server;

    public ServerClient(Uri server, string? credential, TimeSpan? patience = null)
    {
        _server = server.GetLeftPart(UriPartial.Path).TrimEnd('/');
        // A redirect would carry the credential to wherever it points.
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = patience ?? LongPatience };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("cavra-cli", ProductVersion.Text));
        if (credential is not null)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", credential);
        }
    }

    public Task<Reply> GetAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, body: null, cancellationToken);

    public Task<Reply> PostAsync(string path, JsonNode body, CancellationToken cancellationToken, string? idempotencyKey = null) =>
        SendAsync(HttpMethod.Post, path, body, cancellationToken, idempotencyKey: idempotencyKey);

    /// <summary>Where a person finds something on the server.</summary>
    public string LinkTo(string path) => _server + path;

    public async Task<Reply> SendAsync(
        HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken, string? ifMatch = null,
        string? idempotencyKey = null)
    {
        using var request = Request(method, path, body);
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        if (idempotencyKey is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        }

        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            return Parse(text) is { } json
                ? new Reply((int)response.StatusCode, json, Failure: null) { ServedAt = response.Headers.Date, Version = response.Headers.ETag?.ToString() }
                : Reply.NoAnswer($"What answers at {_server} is not Cavra: HTTP status {(int)response.StatusCode} and no JSON.");
        }
        catch (HttpRequestException failure)
        {
            return Reply.NoAnswer($"Cavra cannot be reached at {_server}: {Why(failure)}. Is cavra api running there?");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Reply.NoAnswer($"Cavra at {_server} has not answered for {_http.Timeout.TotalMinutes:0.##} minutes.");
        }
    }

    /// <summary>Asks for bytes and writes them as they come: they are never all in memory.</summary>
    /// <param name="method">How to ask.</param>
    /// <param name="path">What for.</param>
    /// <param name="body">What is sent; null where nothing is.</param>
    /// <param name="target">Where they go.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="progress">Is told how many there are so far.</param>
    /// <returns>Null when all came; else the refusal, or why there is none.</returns>
    public async Task<Reply?> FetchAsync(
        HttpMethod method, string path, JsonNode? body, Stream target, CancellationToken cancellationToken, Action<long>? progress = null)
    {
        using var request = Request(method, path, body);
        // Starts anew with everything that comes: a large answer may take long, a server that falls silent may not.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_http.Timeout);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (!response.IsSuccessStatusCode)
            {
                return Parse(await response.Content.ReadAsStringAsync(patience.Token)) is { } json
                    ? new Reply((int)response.StatusCode, json, Failure: null)
                    : Reply.NoAnswer($"What answers at {_server} is not Cavra: HTTP status {(int)response.StatusCode} and no JSON.");
            }

            await using var source = await response.Content.ReadAsStreamAsync(patience.Token);
            var buffer = new byte[BufferBytes];
            var total = 0L;
            while (await ReadAsync(source, buffer, patience.Token) is > 0 and var count)
            {
                await target.WriteAsync(buffer.AsMemory(0, count), patience.Token);
                patience.CancelAfter(_http.Timeout);
                progress?.Invoke(total += count);
            }

            return null;
        }
        catch (HttpRequestException failure)
        {
            return Reply.NoAnswer($"Cavra cannot be reached at {_server}: {Why(failure)}. Is cavra api running there?");
        }
        catch (BrokenOffException)
        {
            return Reply.NoAnswer($"The answer of Cavra at {_server} broke off before its end.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Reply.NoAnswer($"Cavra at {_server} has not answered for {_http.Timeout.TotalMinutes:0.##} minutes.");
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(HttpMethod method, string path, JsonNode? body) => new(method, _server + path)
    {
        Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
    };

    // Told from a target that can't be written, which fails with an IOException too.
    private static async Task<int> ReadAsync(Stream source, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException)
        {
            throw new BrokenOffException(failure);
        }
    }

    private static string Why(HttpRequestException failure) => failure.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "there is no such host",
        HttpRequestError.ConnectionError => "nobody accepts the connection",
        HttpRequestError.SecureConnectionError => "TLS fails, or its certificate is not trusted here",
        HttpRequestError.ResponseEnded => "it hung up before it answered",
        _ => "the connection fails",
    };

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed class BrokenOffException(Exception cause) : Exception(cause.Message, cause);
}
