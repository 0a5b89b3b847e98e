using Cavra.Api.Problems;
using Cavra.Application.Evidence.Log;
using Cavra.Application.Messaging;
using Cavra.Domain.Abstractions;

namespace Cavra.Api.Wire;

/// <summary>Maps the files of the evidence log, whose formats are not Cavra's own.</summary>
internal static class LogFiles
{
    // Which log it is depends on whose credential asks: a shared cache must not keep it.
    private const string ForEver = "private, max-age=31536000, immutable";

    /// <summary>A file, whole.</summary>
    public static RouteHandlerBuilder MapFile(
        this IEndpointRouteBuilder routes, string pattern, string name, string summary, string mediaType,
        Func<HttpContext, IMessage<LogFile>> message)
    {
        async Task Handle(HttpContext http)
        {
            if (QueryReader.Read<NoParameters>(http.Request.Query).Refusal is { } refusal)
            {
                await Problem.WriteAsync(http, refusal);
                return;
            }

            var dispatcher = http.RequestServices.GetRequiredService<IDispatcher>();
            await AnswerAsync(http, await dispatcher.SendAsync(message(http), http.RequestAborted));
        }

        return routes.MapGet(pattern, (Delegate)Handle).WithName(name).WithSummary(summary)
            .Produces(StatusCodes.Status200OK, contentType: mediaType).MayRefuse(404, 409);
    }

    private static async Task AnswerAsync(HttpContext http, Result<LogFile> result)
    {
        if (result.Refusal is { } refusal)
        {
            await Problem.WriteAsync(http, refusal);
            return;
        }

        var file = result.Value;
        http.Response.ContentType = file.MediaType;
        http.Response.ContentLength = file.Bytes.Length;
        if (file.IsForEver)
        {
            http.Response.Headers.CacheControl = ForEver;
            http.Response.Headers.Vary = "Authorization, Cookie, X-API-Key";
        }

        await http.Response.Body.WriteAsync(file.Bytes, http.RequestAborted);
    }
}
