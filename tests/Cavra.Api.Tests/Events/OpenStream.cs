using System.Text.Json.Nodes;
using Cavra.Application.Workers;
using Cavra.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Api.Tests.Events;

/// <summary>A stream of events as a client reads it.</summary>
internal sealed class OpenStream : IDisposable
{
    private readonly HttpResponseMessage _response;

    private readonly StreamReader _lines;

    private OpenStream(HttpResponseMessage response, Stream body, string? lastId) =>
        (_response, _lines, LastId) = (response, new StreamReader(body), lastId);

    /// <summary>What the client would send as <c>Last-Event-ID</c>.</summary>
    public string? LastId { get; private set; }

    public HttpResponseMessage Response => _response;

    public static async Task<OpenStream> OpenAsync(HttpClient client, string? after = null)
    {
        var response = await AskAsync(client, after);
        Assert.That((int)response.StatusCode, Is.EqualTo(200));
        return new OpenStream(response, await response.Content.ReadAsStreamAsync(), after);
    }

    public static async Task<HttpResponseMessage> AskAsync(HttpClient client, string? after = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/events");
        if (after is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", after);
        }

        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>The next line; null at the end.</summary>
    public Task<string?> LineAsync() => _lines.ReadLineAsync().OrHangAsync();

    /// <summary>The lines of the next block, without the empty line that ends it; null at the end.</summary>
    public async Task<IReadOnlyList<string>?> BlockAsync()
    {
        var block = new List<string>();
        while (await LineAsync() is { } line)
        {
            if (line.Length is 0)
            {
                return block;
            }

            block.Add(line);
            LastId = line.StartsWith("id: ", StringComparison.Ordinal) ? line["id: ".Length..] : LastId;
        }

        return null;
    }

    /// <summary>The next event, whatever comes before it that is none; fails at the end.</summary>
    public async Task<SentEvent> EventAsync()
    {
        while (true)
        {
            var block = await BlockAsync();
            Assert.That(block, Is.Not.Null, "The stream ended.");
            if (block!.FirstOrDefault(line => line.StartsWith("event: ", StringComparison.Ordinal)) is { } name)
            {
                var data = block!.Single(line => line.StartsWith("data: ", StringComparison.Ordinal))["data: ".Length..];
                return new SentEvent(name["event: ".Length..], JsonNode.Parse(data)!.AsObject());
            }
        }
    }

    /// <summary>Has been sent the position it begins at.</summary>
    public async Task<OpenStream> BegunAsync()
    {
        while (LastId is null)
        {
            Assert.That(await BlockAsync(), Is.Not.Null);
        }

        return this;
    }

    public void Dispose()
    {
        _lines.Dispose();
        _response.Dispose();
    }
}

/// <summary>An event that was sent.</summary>
internal sealed record SentEvent(string Name, JsonObject Data)
{
    public string Action => Name is "entry" ? Data.Text("action") : Name;

    public string Id => Data.Text("evidence_id");
}

/// <summary>Short ways to make events.</summary>
internal static class GivenEvents
{
    /// <summary>Has the process look for entries that others have committed.</summary>
    public static void Look(this IServiceProvider services) => services.GetRequiredService<LoopSignals>().Ring(LoopSignals.EvidenceFeed);

    public static async Task<string> ActAsync(this CavraApp app, string name = "act") => (await app.Admin.PostJsonAsync(
        "/access/keys", new { name, roles = new[] { "ci" } })).Created().Text("metadata.evidence_id");

    /// <summary>Ends with the next event; time goes on until then.</summary>
    public static async Task<SentEvent> EventInTimeAsync(this OpenStream stream, WatchedClock clock)
    {
        var next = stream.EventAsync();
        await Eventually.HoldsAsync("an event arrives", () =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return next.IsCompleted;
        });
        return await next;
    }
}
