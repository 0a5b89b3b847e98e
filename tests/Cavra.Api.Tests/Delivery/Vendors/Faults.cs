using System.Globalization;
using System.IO.Compression;
using Cavra.Testing;
using Microsoft.AspNetCore.Http;

namespace Cavra.Api.Tests.Delivery.Vendors;

/// <summary>One way in which a receiver over HTTP fails a request that carries an event.</summary>
/// <param name="Name">What happens, for the table.</param>
/// <param name="AnswerAsync">Does it.</param>
internal sealed record Fault(string Name, Func<VendorRig, HttpContext, ReceivedRequest, Task> AnswerAsync)
{
    public override string ToString() => Name;
}

/// <summary>The failures that every provider over HTTP must tell apart.</summary>
internal static class Faults
{
    private const int Megabytes = 100;

    public static IReadOnlyList<Fault> All { get; } =
    [
        Status("400", 400), Status("401", 401), Status("403", 403), Status("404", 404), Status("410", 410), Status("413", 413),
        Status("429", 429),
        new("429, Retry-After: 2", (_, context, _) => WriteAsync(context, 429, ("Retry-After", "2"))),
        new("429, Retry-After: 3600", (_, context, _) => WriteAsync(context, 429, ("Retry-After", "3600"))),
        new("429, Retry-After with a date", (rig, context, _) => WriteAsync(
            context, 429, ("Retry-After", rig.Clock.GetUtcNow().AddSeconds(90).ToString("R", CultureInfo.InvariantCulture)))),
        Status("500", 500), Status("503", 503),
        new("500 after it was stored", StoresAndFailsAsync),
        new("redirect", (_, context, _) => WriteAsync(context, 307, ("Location", "https://elsewhere.example.com/"))),
        new("no answer in time", (rig, context, _) => rig.HangAsync(context)),
        new("an answer that drips", DripsAsync),
        new("closed without an answer", (_, context, _) => Abort(context)),
        new("shorter than it says", ShortAsync),
        new("200, empty", (_, context, _) => WriteAsync(context, 200)),
        new("200, cut JSON", (_, context, _) => WriteAsync(context, 200, "{\"a\":")),
        new("200, a page in HTML", (_, context, _) => WriteAsync(context, 200, "<html>Sign in</html>")),
        new("200, 100 MB", (_, context, _) => ZerosAsync(context.Response.Body, context.RequestAborted)),
        new("200, a gzip bomb", BombAsync),
    ];

    /// <summary>The vendor takes it, and its answer is lost.</summary>
    public static Func<HttpContext, ReceivedRequest, Task> StoredAndLost(VendorRig rig) =>
        (context, request) => StoresAndFailsAsync(rig, context, request);

    /// <summary>An answer of the vendor's.</summary>
    public static Task AnswerAsync(HttpContext context, int status, string body) => WriteAsync(context, status, body);

    private static Fault Status(string name, int status) => new(name, (_, context, _) => WriteAsync(context, status));

    private static Task WriteAsync(HttpContext context, int status, params (string Name, string Value)[] headers)
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        return Task.CompletedTask;
    }

    private static Task WriteAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    }

    // The vendor takes it, and something on the way back breaks.
    private static async Task StoresAndFailsAsync(VendorRig rig, HttpContext context, ReceivedRequest request)
    {
        var answered = context.Response.Body;
        context.Response.Body = Stream.Null;
        await rig.Vendor.AnswerAsync(context, request);
        (context.Response.Body, context.Response.StatusCode, context.Response.ContentType) = (answered, 500, null);
    }

    private static async Task DripsAsync(VendorRig rig, HttpContext context, ReceivedRequest request)
    {
        await context.Response.WriteAsync(".", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await rig.HangAsync(context);
    }

    private static Task Abort(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private static async Task ShortAsync(VendorRig rig, HttpContext context, ReceivedRequest request)
    {
        context.Response.ContentLength = 100;
        await context.Response.WriteAsync("short");
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    private static async Task BombAsync(VendorRig rig, HttpContext context, ReceivedRequest request)
    {
        context.Response.Headers.ContentEncoding = "gzip";
        await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
        await ZerosAsync(gzip, context.RequestAborted);
    }

    private static async Task ZerosAsync(Stream stream, CancellationToken cancellationToken)
    {
        var block = new byte[1024 * 1024];
        for (var left = Megabytes; left > 0; left--)
        {
            await stream.WriteAsync(block, cancellationToken);
        }
    }
}
