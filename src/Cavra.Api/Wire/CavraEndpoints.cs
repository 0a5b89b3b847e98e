using Cavra.Api.Problems;
using Cavra.Application.Messaging;
using Cavra.Domain.Abstractions;

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
            method, pattern, name, summary, CommandLease, answerFollows: false,
            (body, http) => http.RequestServices.GetRequiredService<IDispatcher>().SendAsync(message(body, http), http.RequestAborted));

    /// <summary>
    /// Several steps whose answer comes with the last: a delivery begins, is sent, is recorded. What has begun is finished
    /// even if the caller goes away meanwhile.
    /// </summary>
    public static RouteHandlerBuilder MapSteps<TBody, TAnswer>(
        this IEndpointRouteBuilder routes, HttpMethod method, string pattern, string name, string summary, TimeSpan lease,
        Func<TBody, HttpContext, Task<Result<TAnswer>>> steps)
        where TBody : notnull =>
        routes.MapBody(method, pattern, name, summary, lease, answerFollows: true, steps);

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
            .WithMetadata(new QueryShape(typeof(TFilter))).Produces<TView>().WithProblems();
    }

    private static RouteHandlerBuilder MapBody<TBody, TAnswer>(
        this IEndpointRouteBuilder routes, HttpMethod method, string pattern, string name, string summary, TimeSpan lease,
        bool answerFollows, Func<TBody, HttpContext, Task<Result<TAnswer>>> answer)
        where TBody : notnull
    {
        async Task Handle(HttpContext http)
        {
            if (await BodyReader.ReadBytesAsync(http, http.RequestAborted) is not { } bytes)
            {
                return;
            }

            var (parameters, body) = (QueryReader.Read<NoParameters>(http.Request.Query), BodyReader.Parse<TBody>(bytes));
            if ((parameters.Refusal ?? body.Refusal) is { } refusal)
            {
                await Problem.WriteAsync(http, refusal);
                return;
            }

            var idempotency = http.RequestServices.GetRequiredService<Idempotency>();
            if (await idempotency.HasAnsweredAsync(http, bytes, lease, answerFollows))
            {
                return;
            }

            var result = await answer(body.Value, http);
            await idempotency.FinishAsync(result, CancellationToken.None);
            await http.AnswerAsync(result);
        }

        var created = typeof(TAnswer).IsAssignableTo(typeof(IAddressable));
        return routes.MapMethods(pattern, [method.Method], (Delegate)Handle).WithName(name).WithSummary(summary)
            .Accepts<TBody>("application/json").WithMetadata(new TakesIdempotencyKey())
            .Produces<TAnswer>(created ? StatusCodes.Status201Created : StatusCodes.Status200OK).WithProblems();
    }

    private static RouteHandlerBuilder WithProblems(this RouteHandlerBuilder endpoint) => endpoint
        .Produces<Problem>(StatusCodes.Status400BadRequest, Problem.MediaType)
        .Produces<Problem>(StatusCodes.Status401Unauthorized, Problem.MediaType)
        .Produces<Problem>(StatusCodes.Status403Forbidden, Problem.MediaType)
        .Produces<Problem>(StatusCodes.Status429TooManyRequests, Problem.MediaType)
        .Produces<Problem>(StatusCodes.Status503ServiceUnavailable, Problem.MediaType);
}

/// <summary>A query string without parameters.</summary>
internal sealed record NoParameters;

/// <summary>Metadata: the filter record that an endpoint's query string is read into.</summary>
internal sealed record QueryShape(Type Filter);

/// <summary>Metadata: the endpoint takes an idempotency key.</summary>
internal sealed record TakesIdempotencyKey;
