using System.Globalization;
using System.Text.Json;
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

    /// <summary>Asks for what is to be refused.</summary>
    /// <returns>The refusal's code.</returns>
    public async Task<string> RefusedAsync(string path, JsonObject body, CancellationToken cancellationToken)
    {
        narrator.Request(HttpMethod.Post.Method, path, body);
        var reply = await client.PostAsync(path, body, cancellationToken);
        if (reply.IsDocument || reply.Json is null)
        {
            throw new DemoStoppedException(reply.Failure ?? $"POST {path} was not refused.");
        }

        narrator.Answer(reply.Json.Text("detail"));
        return reply.Json.Text("code");
    }

    /// <summary>Asks for a file and keeps it.</summary>
    public async Task DownloadAsync(string path, JsonObject body, string file, CancellationToken cancellationToken)
    {
        narrator.Request(HttpMethod.Post.Method, path, body);
        await using var target = File.Create(file);
        if (await client.FetchAsync(HttpMethod.Post, path, body, target, cancellationToken) is { } refused)
        {
            throw new DemoStoppedException(refused.Failure ?? $"POST {path} was refused ({refused.Status}): {refused.Json!["detail"]}");
        }
    }

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

/// <summary>Short ways to the parts of an answer; what is not there stops the demo.</summary>
internal static class Json
{
    /// <summary>The member at a path such as <c>plan.retry_decisions.0.action</c>.</summary>
    public static JsonNode At(this JsonNode node, string path)
    {
        var current = node;
        foreach (var part in path.Split('.'))
        {
            var next = current switch
            {
                JsonArray list => list.ElementAtOrDefault(int.Parse(part, CultureInfo.InvariantCulture)),
                JsonObject members => members[part],
                _ => null,
            };
            current = next ?? throw new DemoStoppedException($"The answer has no {path}.");
        }

        return current;
    }

    public static string Text(this JsonNode node, string path) => node.At(path).ToString();

    public static int Number(this JsonNode node, string path) => node.At(path).GetValue<int>();

    public static bool Flag(this JsonNode node, string path) => node.At(path).GetValueKind() is JsonValueKind.True;

    public static IReadOnlyList<JsonNode> List(this JsonNode node, string path) => [.. node.At(path).AsArray().OfType<JsonNode>()];
}

/// <summary>That the demo can't go on: a request was not answered the way the demo says it is.</summary>
internal sealed class DemoStoppedException(string message) : Exception(message);
