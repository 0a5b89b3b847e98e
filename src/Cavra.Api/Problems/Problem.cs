using System.Diagnostics;
using System.Text.Json.Serialization;
using Cavra.Application.Ports;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;

namespace Cavra.Api.Problems;

/// <summary>A failure as RFC 9457 has it. Never holds a value that the caller sent.</summary>
/// <param name="Type">urn:cavra:problem: and the code.</param>
/// <param name="Title">Name of the HTTP status.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">One sentence for a person; never holds a value that the caller sent.</param>
/// <param name="Code">Stable code of the refusal, for programs.</param>
/// <param name="TraceId">Id of the trace, to find the request in the server's log.</param>
/// <param name="Errors">Rules that were broken, by the JSON pointer of the member; left out where the shape is right.</param>
public sealed record Problem(
    string Type, string Title, int Status, string Detail, string Code, string TraceId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string[]>? Errors)
{
    public const string MediaType = "application/problem+json";

    /// <summary>The one place where a refusal becomes an HTTP status.</summary>
    public static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => StatusCodes.Status400BadRequest,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.Stale => StatusCodes.Status412PreconditionFailed,
        RefusalKind.Impossible => StatusCodes.Status422UnprocessableEntity,
        RefusalKind.PreconditionRequired => StatusCodes.Status428PreconditionRequired,
        _ => throw new UnreachableException(),
    };

    public static Task WriteAsync(HttpContext http, Refusal refusal)
    {
        if (refusal.RetryAfterSeconds is { } seconds)
        {
            http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return WriteAsync(
            http, StatusOf(refusal.Kind), refusal.Code, refusal.Message, refusal.Errors.Count > 0 ? Safe(http, refusal.Errors) : null);
    }

    // A pointer may hold a name that the caller made up.
    private static Dictionary<string, string[]> Safe(HttpContext http, IReadOnlyDictionary<string, string[]> errors)
    {
        var redactor = http.RequestServices.GetRequiredService<IRedactor>();
        return errors.GroupBy(error => redactor.Redact(error.Key).Text == error.Key ? error.Key : $"/{MemberName.Hidden}")
            .ToDictionary(same => same.Key, same => same.SelectMany(error => error.Value).Distinct().ToArray());
    }

    public static async Task WriteAsync(
        HttpContext http, int status, string code, string detail, IReadOnlyDictionary<string, string[]>? errors = null)
    {
        var problem = new Problem(
            $"urn:cavra:problem:{code}", TitleOf(status), status, detail, code, Activity.Current?.TraceId.ToString() ?? "", errors);
        http.Response.StatusCode = status;
        http.Response.ContentType = MediaType;
        await http.Response.WriteAsync(WireJson.Serialize(problem), CancellationToken.None);
    }

    private static string TitleOf(int status) =>
        Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status);
}
