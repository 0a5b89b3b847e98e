using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using Cavra.Api.Operations;
using Cavra.Api.Security;
using Microsoft.Net.Http.Headers;

namespace Cavra.Api.WebConsole;

/// <summary>Serves the console: one page at every address of its own, and the files it loads.</summary>
internal static class ConsolePages
{
    private const string ForEver = "public, max-age=31536000, immutable";

    private const string ADay = "public, max-age=86400";

    public static IEndpointRouteBuilder MapConsolePages(this IEndpointRouteBuilder routes)
    {
        // Pages of the console have their addresses below /console; where the API has a document, its route comes first.
        foreach (var pattern in (string[])["/", "/index.html", "/signin", "/console/{**page}"])
        {
            routes.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], (Delegate)WritePageAsync).WithMetadata(new IsRoutine())
                .AllowAnonymous().ExcludeFromDescription();
        }

        foreach (var (pattern, caching) in ((string, string)[])[("/assets/{**file}", ForEver), ("/favicon.svg", ADay)])
        {
            routes.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], (Delegate)((HttpContext http) => WriteFileAsync(http, caching)))
                .WithMetadata(new IsRoutine()).AllowAnonymous().ExcludeFromDescription();
        }

        return routes;
    }

    /// <summary>Writes the page of the console, which begins with signing in.</summary>
    public static Task WritePageAsync(HttpContext http)
    {
        var page = http.RequestServices.GetRequiredService<ConsoleFiles>().Page;
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentSecurityPolicy = ContentPolicy.Console(nonce).Directives;
        if (HttpMethods.IsHead(http.Request.Method))
        {
            return Task.CompletedTask;
        }

        return http.Response.WriteAsync(page is null ? NoConsole : Completed(page, nonce, http.Request.PathBase), http.RequestAborted);
    }

    /// <summary>The page as built, told where it is and which styles it may add.</summary>
    private static string Completed(string page, string nonce, PathString pathBase) => page
        .Replace("<base href=\"/\"", $"<base href=\"{WebUtility.HtmlEncode(pathBase.ToUriComponent())}/\"", StringComparison.Ordinal)
        .Replace("name=\"nonce\" content=\"\"", $"name=\"nonce\" content=\"{nonce}\"", StringComparison.Ordinal);

    private static Task WriteFileAsync(HttpContext http, string caching)
    {
        var path = http.Request.Path.Value?.TrimStart('/') ?? "";
        if (http.RequestServices.GetRequiredService<ConsoleFiles>().Find(path) is not { } file)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        var headers = http.Response.Headers;
        headers.CacheControl = caching;
        headers.Vary = HeaderNames.AcceptEncoding;
        var isCompressed = file.Compressed is not null && TakesBrotli(http.Request);
        if (isCompressed)
        {
            headers.ContentEncoding = "br";
        }

        return Results.File(isCompressed ? file.Compressed! : file.Path, file.ContentType).ExecuteAsync(http);
    }

    private static bool TakesBrotli(HttpRequest request) => request.GetTypedHeaders().AcceptEncoding
        .Any(static accepted => accepted.Value.Equals("br", StringComparison.OrdinalIgnoreCase) && accepted.Quality is not 0);

    private const string NoConsole =
        """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Cavra</title></head>
        <body>
        <h1>Cavra runs; its console was not built</h1>
        <p>The console is built along with the program where Node 20 or newer is installed. Install Node and npm, then build again:</p>
        <pre>./build.sh run</pre>
        <p>The API works without it, and so does the command line: <code>cavra --help</code>.</p>
        </body>
        </html>

        """;
}
