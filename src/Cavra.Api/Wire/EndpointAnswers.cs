using System.Text;
using Cavra.Api.Problems;
using Cavra.Application.Messaging;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Microsoft.AspNetCore.Http.Features;

namespace Cavra.Api.Wire;

/// <summary>Turns results into answers: the document, its address and version, or the problem.</summary>
internal static class EndpointAnswers
{
    /// <summary>Answers a request with an idempotency key, or without, whose answer is certain now.</summary>
    public static async Task FinishAsync<TAnswer>(this HttpContext http, Result<TAnswer> result)
    {
        await http.RequestServices.GetRequiredService<Idempotency>().FinishAsync(result, CancellationToken.None);
        await http.AnswerAsync(result);
    }

    public static async Task AnswerAsync<TAnswer>(this HttpContext http, Result<TAnswer> result)
    {
        if (result.Refusal is { } refusal)
        {
            await Problem.WriteAsync(http, refusal);
            return;
        }

        var head = AnswerHead.Of(result.Value);
        await http.WriteAnswerAsync(head.Status, head.Location, (result.Value as IVersioned)?.ETag, WireJson.Serialize(result.Value));
    }

    public static async Task WriteAnswerAsync(this HttpContext http, int status, string? location, string? etag, string json)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        if (location is not null)
        {
            http.Response.Headers.Location = http.Request.PathBase + location;
        }

        if (status is StatusCodes.Status202Accepted)
        {
            http.Response.Headers[Preferences.AppliedHeader] = Preferences.RespondAsync;
        }

        if (etag is not null)
        {
            http.Response.Headers.ETag = etag;
        }

        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(json), http.RequestAborted);
    }

    /// <summary>The id in the path; one that no document has where the text is no id, for ids are opaque.</summary>
    public static TId PathId<TId>(this HttpContext http, string name)
        where TId : struct, IId<TId> =>
        Ids.TryParse<TId>(http.Request.RouteValues[name] as string, out var id) ? id : TId.From(Guid.Empty);

    /// <summary>
    /// A name in the path. The server decodes everything but a slash, which it leaves to whoever knows that it is one; whether
    /// <c>%2F</c> is a slash or was written <c>%252F</c> only the path as it was sent tells.
    /// </summary>
    public static string PathName(this HttpContext http, string name)
    {
        var value = (string)http.Request.RouteValues[name]!;
        var sent = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0];
        return sent.Contains("%252F", StringComparison.OrdinalIgnoreCase)
            ? value
            : value.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// The version the caller decided on; null when it names none. Several, or one that is empty, are no version of anything: a
    /// condition that was set must not get lost.
    /// </summary>
    public static string? IfMatch(this HttpContext http) =>
        http.Request.Headers.IfMatch is { Count: > 0 } given ? given.ToString() : null;
}
