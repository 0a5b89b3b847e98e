using System.Text.Json.Nodes;
using Cavra.Cli.Serving;

namespace Cavra.Cli.Demo;

/// <summary>Somebody in the demo: has a key, asks, and hears the answer; the narrator tells of both.</summary>
internal sealed class Person(ServerClient client, Narrator narrator) : IDisposable
{
    public Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Get, path, body: null, cancellationToken);

    public Task<JsonNode> PostAsync(string path, JsonObject body, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Post, path, body, cancellationToken);

    public Task<JsonNode> PutAsync(string path, JsonObject body, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Put, path, body, cancellationToken);

    public void Dispose() => client.Dispose();

    private async Task<JsonNode> AskAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        narrator.Request(method.Method, path, body);
        var reply = await client.SendAsync(method, path, body, cancellationToken);
        return reply.IsDocument
            ? reply.Json!
            : throw new DemoStoppedException(reply.Failure ?? $"{method} {path} was refused ({reply.Status}): {reply.Json!["detail"]}");
    }
}
