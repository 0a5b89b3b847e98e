using Cavra.Api.Problems;
using Cavra.Application.Messaging;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Cavra.Api.Wire;

/// <summary>Maps endpoints: each reads strictly, sends one message or takes the steps of a delivery, and answers.</summary>
internal static class CavraEndpoints
{
    /// <summary>The longest a command may take before a repeated request may say that it was interrupted.</summary>
    private static readonly TimeSpan CommandLease = TimeSpan.FromSeconds(30);

    /// <summary>A command whose body is <typeparamref name="TBody"/>.</summary>
    public static RouteHandlerBuilder MapCommand<TBody, TAnswer>(
        this IEndpointRouteBuilder routes, HttpMethod method, string pattern, string name, string summary,
        Func<TBody, HttpContext, IMessage<TAnswer>> message)
        where TBody : notnull => routes.MapBody<TBody, TAnswer>(
            method, pattern, name, summary, (_, _) => CommandLease, answerFollows: false,
            async (body, http) => await http.FinishAsync(
                await http.RequestServices.GetRequiredService<IDispatcher>().SendAsync(message(body, http), http.RequestAborted)));

    /// <summary>
    /// A command that can be asked for what it would do: where <paramref name="isPreview"/> says so of the query string, the same body
    /// makes a query, which is answered in its place.
    /// </summary>
    public static RouteHandlerBuilder MapCommand<TBody, TFilter, TAnswer, TPreview>(
        this IEndpointRouteBuilder routes, HttpMethod method, string pattern, string name, string summary, Func<TFilter, bool> isPreview,
        Func<TBody, HttpContext, IMessage<TAnswer>> message, Func<TBody, HttpContext, IMessage<TPreview>> preview)
        where TBody : notnull => routes.MapBody<TBody, TFilter, TAnswer>(
            method, pattern, name, summary, (_, _) => CommandLease, answerFollows: false,
            async (body, filter, http) =>
            {
                var dispatcher = http.RequestServices.GetRequiredService<IDispatcher>();
                if (isPreview(filter))
                {
                    await http.AnswerAsync(await dispatcher.SendAsync(preview(body, http), http.RequestAborted));
                    return;
                }

                await http.FinishAsync(await dispatcher.SendAsync(message(body, http), http.RequestAborted));
            }).WithMetadata(new QueryShape(typeof(TFilter)), new AlsoAnswers(typeof(TPreview)));

    /// <summary>
    /// Several steps whose answer comes with the last: a delivery begins, is sent, is recorded. What has begun is finished
    /// even if the caller goes away meanwhile.
    /// </summary>
    public static RouteHandlerBuilder MapSteps<TBody, TAnswer>(
        this IEndpointRouteBuilder routes, HttpMethod method, string pattern, string name, string summary, TimeSpan lease,
        Func<TBody, HttpContext, Task<Result<TAnswer>>> steps)
        where TBody : notnull =>
        routes.MapSteps(method, pattern, name, summary, (_, _) => lease, steps);

    /// <summary>The same, where how long it may take at most depends on the request.</summary>
    public static RouteHandlerBuilder MapSteps<TBody, TAnswer>(
        this IEndpointRouteBuilder routes, HttpMethod method, string pattern, string name, string summary,
        Func<TBody, HttpContext, TimeSpan> lease, Func<TBody, HttpContext, Task<Result<TAnswer>>> steps)
        where TBody : notnull =>
        routes.MapBody<TBody, TAnswer>(
                method, pattern, name, summary, lease, answerFollows: true,
                async (body, http) => await http.FinishAsync(await steps(body, http)))
            .WithMetadata(new DisableRequestTimeoutAttribute());

    /// <summary>A query whose parameters are those of <typeparamref name="TFilter"/>.</summary>
    public static RouteHandlerBuilder MapQuery<TFilter, TView>(
        this IEndpointRouteBuilder routes, string pattern, string name, string summary, Func<TFilter, HttpContext, IMessage<TView>> message)
    {
        async Task Handle(HttpContext http)
        {
            var filter = QueryReader.Read<TFilter>(http.Request.Query);
            if (filter.Refusal is { } refusal)
            {
                await Problem.WriteAsync(http, refusal);
                return;
            }

            var dispatcher = http.RequestServices.GetRequiredService<IDispatcher>();
            await http.AnswerAsync(await dispatcher.SendAsync(message(filter.Value, http), http.RequestAborted));
        }

        return routes.MapGet(pattern, (Delegate)Handle).WithName(name).WithSummary(summary)
            .WithMetadata(new QueryShape(typeof(TFilter))).Produces<TView>();
    }

    /// <summary>An endpoint that reads a body, refuses what is not well-formed or repeats a known key, and responds to the rest.</summary>
    public static RouteHandlerBuilder MapBody<TBody, TAnswer>(
        this IEndpointRouteBuilder routes, HttpMethod method, string pattern, string name, string summary,
        Func<TBody, HttpContext, TimeSpan> lease, bool answerFollows, Func<TBody, HttpContext, Task> respond)
        where TBody : notnull => routes.MapBody<TBody, NoParameters, TAnswer>(
            method, pattern, name, summary, lease, answerFollows, (body, _, http) => respond(body, http));

    private static RouteHandlerBuilder MapBody<TBody, TFilter, TAnswer>(
        this IEndpointRouteBuilder routes, HttpMethod method, string pattern, string name, string summary,
        Func<TBody, HttpContext, TimeSpan> lease, bool answerFollows, Func<TBody, TFilter, HttpContext, Task> respond)
        where TBody : notnull
    {
        var isExpected = WireJson.Options.GetTypeInfo(typeof(TBody)).Properties.Count > 0;
        async Task Handle(HttpContext http)
        {
            if (await BodyReader.ReadBytesAsync(http, isExpected, http.RequestAborted) is not { } bytes)
            {
                return;
            }

            var (parameters, body) = (QueryReader.Read<TFilter>(http.Request.Query), BodyReader.Parse<TBody>(bytes));
            if ((parameters.Refusal ?? body.Refusal) is { } refusal)
            {
                await Problem.WriteAsync(http, refusal);
                return;
            }

            var idempotency = http.RequestServices.GetRequiredService<Idempotency>();
            if (!await idempotency.HasAnsweredAsync(http, bytes, lease(body.Value, http), answerFollows))
            {
                await respond(body.Value, parameters.Value, http);
            }
        }

        var created = typeof(TAnswer).IsAssignableTo(typeof(IAddressable));
        return routes.MapMethods(pattern, [method.Method], (Delegate)Handle).WithName(name).WithSummary(summary)
            .Accepts<TBody>(isOptional: !isExpected, "application/json").WithMetadata(new TakesIdempotencyKey())
            .Produces<TAnswer>(created ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    /// <summary>Says that the endpoint honours <c>If-Match</c>.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="isDemanded">Whether what exists is replaced only with it.</param>
    public static RouteHandlerBuilder TakesIfMatch(this RouteHandlerBuilder endpoint, bool isDemanded = false)
    {
        endpoint.WithMetadata(new TakesIfMatch());
        return isDemanded ? endpoint.MayRefuse(StatusCodes.Status428PreconditionRequired) : endpoint;
    }

    /// <summary>Says that the endpoint refuses with these too, besides what its mapping implies.</summary>
    public static RouteHandlerBuilder MayRefuse(this RouteHandlerBuilder endpoint, params int[] statuses) =>
        statuses.Aggregate(endpoint, static (mapped, status) => mapped.Produces<Problem>(status, Problem.MediaType));
}

/// <summary>A query string without parameters.</summary>
internal sealed record NoParameters;

/// <summary>Metadata: the filter record that an endpoint's query string is read into.</summary>
internal sealed record QueryShape(Type Filter);

/// <summary>Metadata: the endpoint answers with this, too, where its query string asks for it.</summary>
internal sealed record AlsoAnswers(Type Type);

/// <summary>Metadata: the endpoint takes an idempotency key.</summary>
internal sealed record TakesIdempotencyKey;

/// <summary>Metadata: the endpoint honours the version named by <c>If-Match</c>.</summary>
internal sealed record TakesIfMatch;
