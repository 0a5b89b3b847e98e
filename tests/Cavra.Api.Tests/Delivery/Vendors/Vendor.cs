using System.Collections.Concurrent;
using System.Text.Json;
using Cavra.Application.Ports;
using Cavra.Testing;
using Microsoft.AspNetCore.Http;

namespace Cavra.Api.Tests.Delivery.Vendors;

/// <summary>
/// A vendor's receiver, written from the vendor's documents: it checks what it is sent, answers as documented, and keeps what it
/// took under the key by which readers drop duplicates.
/// </summary>
internal abstract class Vendor
{
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentQueue<string> _taken = new();

    public abstract string Provider { get; }

    /// <summary>The connector's own members in YAML flow form, e.g. <c>url: "…", token_env: TOKEN</c>.</summary>
    /// <param name="address">Scheme, host and port of the receiver.</param>
    public abstract string Members(string address);

    /// <summary>The secrets that the members name.</summary>
    public virtual IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string> { ["TOKEN"] = "canary-token-1" };

    /// <summary>An event that the vendor takes.</summary>
    public virtual OutgoingEvent Event => DeliveryRig.Event;

    /// <summary>What a delivery ends as in good weather.</summary>
    public abstract string GoodWeather { get; }

    /// <summary>Answers with 2xx that are no success, by what they look like.</summary>
    public abstract IReadOnlyList<(string Name, Func<HttpContext, Task> Answer)> Lies { get; }

    /// <summary>Whether the vendor confirms later than it takes.</summary>
    public virtual bool Confirms => false;

    /// <summary>Whether the vendor takes tokens that are fetched.</summary>
    public virtual bool FetchesTokens => false;

    /// <summary>What was wrong with the requests so far.</summary>
    public IReadOnlyList<string> Complaints => [.. _complaints];

    /// <summary>The keys of what was taken, in its order; a key twice is a duplicate in the vendor's tool.</summary>
    public IReadOnlyList<string> Taken => [.. _taken];

    /// <summary>Set to keep the confirmation from coming.</summary>
    public bool NeverConfirms { get; set; }

    /// <summary>Whether a request carries the event: faults hit those. Others ask for a token, look up or read back.</summary>
    public abstract bool CarriesEvent(ReceivedRequest request);

    /// <summary>Answers as the vendor does, and takes what is in order.</summary>
    public abstract Task AnswerAsync(HttpContext context, ReceivedRequest request);

    protected void Demand(bool holds, string rule)
    {
        if (!holds)
        {
            _complaints.Enqueue(rule);
        }
    }

    protected void Take(string key) => _taken.Enqueue(key);

    protected static JsonElement Json(ReceivedRequest request) => JsonSerializer.Deserialize<JsonElement>(request.Body);

    protected static Task WriteAsync(HttpContext context, int status, string body, string contentType = "application/json")
    {
        context.Response.StatusCode = status;
        if (body.Length > 0)
        {
            context.Response.ContentType = contentType;
        }

        return context.Response.WriteAsync(body);
    }

    /// <summary>An answer of 200, or another status, for the list of lies.</summary>
    protected static (string Name, Func<HttpContext, Task> Answer) Lie(
        string name, string body, int status = 200, string contentType = "application/json") =>
        (name, context => WriteAsync(context, status, body, contentType));
}
