using Cavra.Api.Problems;
using Cavra.Application.Wire;

namespace Cavra.Api.Wire;

/// <summary>Maps documents that the host itself knows, without a use case behind them.</summary>
internal static class HostDocuments
{
    /// <summary>A document without parameters; its maker may set another status than 200.</summary>
    public static RouteHandlerBuilder MapDocument<TDocument>(
        this IEndpointRouteBuilder routes, string pattern, string name, string summary, Func<HttpContext, Task<TDocument>> make)
    {
        async Task Handle(HttpContext http)
        {
            if (QueryReader.Read<NoParameters>(http.Request.Query).Refusal is { } refusal)
            {
                await Problem.WriteAsync(http, refusal);
                return;
            }

            var document = await make(http);
            await http.WriteAnswerAsync(http.Response.StatusCode, location: null, etag: null, WireJson.Serialize(document));
        }

        return routes.MapGet(pattern, (Delegate)Handle).WithName(name).WithSummary(summary).Produces<TDocument>();
    }
}
