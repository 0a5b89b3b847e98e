using Cavra.Application.Access;
using Cavra.Application.Messaging;
using Cavra.Application.Workers;
using Cavra.Domain.Abstractions;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Cavra.Api.Wire;

/// <summary>Maps endpoints whose caller need not wait for the last of their steps: <c>Prefer: respond-async</c>.</summary>
internal static class DeferrableEndpoints
{
    /// <summary>
    /// Several steps of which the first commits what shall be done. It is answered with what is known then, where the caller
    /// prefers that and there is room to go on without it; else with what came of the last.
    /// </summary>
    public static RouteHandlerBuilder MapDeferrableSteps<TBody, TAnswer, TAccepted>(
        this IEndpointRouteBuilder routes, HttpMethod method, string pattern, string name, string summary,
        Func<TBody, HttpContext, TimeSpan> lease, Func<TBody, HttpContext, Task<Result<BegunSteps<TAnswer, TAccepted>>>> begin)
        where TBody : notnull
        where TAccepted : class, IAccepted
    {
        async Task RespondAsync(TBody body, HttpContext http)
        {
            var begun = await begin(body, http);
            if (begun.Refusal is { } refusal)
            {
                await http.FinishAsync<TAnswer>(refusal);
            }
            else if (begun.Value.Accepted is { } accepted && http.Request.PrefersAnEarlyAnswer() && http.TryGoOn(begun.Value.FinishAsync))
            {
                await http.FinishAsync<TAccepted>(accepted);
            }
            else
            {
                await http.FinishAsync(await begun.Value.FinishAsync(http.RequestServices));
            }
        }

        return routes.MapBody<TBody, TAnswer>(method, pattern, name, summary, lease, answerFollows: true, RespondAsync)
            .WithMetadata(new DisableRequestTimeoutAttribute(), new TakesPrefer())
            .Produces<TAccepted>(StatusCodes.Status202Accepted);
    }

    private static bool TryGoOn(this HttpContext http, Func<IServiceProvider, Task> rest) =>
        http.RequestServices.GetRequiredService<EarlyAnswers>().TryBegin(http.RequestServices.GetRequiredService<Call>(), rest);
}

/// <summary>Steps of which the first is committed.</summary>
/// <param name="Accepted">What can be answered now; null where the rest touches no network and keeps nobody waiting.</param>
/// <param name="FinishAsync">Takes the others, with the services of the scope that they are taken in.</param>
internal sealed record BegunSteps<TAnswer, TAccepted>(TAccepted? Accepted, Func<IServiceProvider, Task<Result<TAnswer>>> FinishAsync)
    where TAccepted : class, IAccepted;

/// <summary>Metadata: the endpoint honours <c>Prefer: respond-async</c>.</summary>
internal sealed record TakesPrefer;
