using Cavra.Api.Problems;
using Cavra.Api.Security;
using Cavra.Api.Wire;
using Cavra.Application.Access;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence.Feed;
using Cavra.Infrastructure.Evidence.Feed;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Cavra.Api.Events;

/// <summary>Server-sent events: what is committed, as it is.</summary>
internal static class EventEndpoints
{
    public const string LastEventId = "Last-Event-ID";

    private const string MediaType = "text/event-stream";

    public static IServiceCollection AddEvents(this IServiceCollection services) =>
        services.AddSingleton<EventSlots>().AddSingleton<CredentialCheck>().AddEvidenceFeed();

    public static IEndpointRouteBuilder MapEvents(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/events", (Delegate)HandleAsync).WithTags("Evidence").WithName("StreamEvents")
            .WithSummary("Be told of evidence entries as they are committed")
            .WithMetadata(new DisableRequestTimeoutAttribute(), new IsNoActivity(), new TakesLastEventId())
            .RequireAuthorization(SecurityServices.ReadsRecords).Produces(StatusCodes.Status200OK, contentType: MediaType);
        return routes;
    }

    private static async Task HandleAsync(HttpContext http)
    {
        var (parameters, position) = (QueryReader.Read<NoParameters>(http.Request.Query), PositionOf(http.Request));
        if ((parameters.Refusal ?? position.Refusal) is { } refusal)
        {
            await Problem.WriteAsync(http, refusal);
            return;
        }

        var services = http.RequestServices;
        var caller = services.GetRequiredService<Call>().Caller;
        using var slot = services.GetRequiredService<EventSlots>().Enter(caller.Actor.Credential);
        if (slot is null)
        {
            await HttpRefusals.TooManyStreams.WriteAsync(http);
            return;
        }

        var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        using var listener = services.GetRequiredService<EvidenceFeed>().Listen(caller.Workspace, position.Value.After);
        try
        {
            await listener.Begun.WaitAsync(ended.Token);
            http.Response.ContentType = MediaType;
            http.Response.Headers["X-Accel-Buffering"] = "no";
            http.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
            await new EventStream(http, listener, services.GetRequiredService<CredentialCheck>(), services.GetRequiredService<TimeProvider>())
                .WriteAsync(ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // Whoever goes on later says where.
        }
    }

    private static Result<Beginning> PositionOf(HttpRequest request)
    {
        var given = request.Headers[LastEventId].ToString();
        return given.Length is 0 ? new Beginning(null)
            : FeedPosition.TryParse(given, out var position) ? new Beginning(position)
            : FeedRefusals.PositionUnreadable;
    }

    private sealed record Beginning(FeedPosition? After);
}

/// <summary>Metadata: the endpoint goes on after the event that <c>Last-Event-ID</c> names.</summary>
internal sealed record TakesLastEventId;
