using Cavra.Domain.Access;

namespace Cavra.Api.Problems;

/// <summary>A failure that HTTP itself knows, before any request of Cavra's has come about.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Detail">One sentence for a person.</param>
internal sealed record HttpRefusal(int Status, string Code, string Detail)
{
    /// <summary>How long to wait before the next try; null where waiting does not help, or where the limit itself says how long.</summary>
    public int? RetryAfterSeconds { get; init; }

    public Task WriteAsync(HttpContext http)
    {
        if (RetryAfterSeconds is { } seconds)
        {
            http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (Status is StatusCodes.Status401Unauthorized)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
        }

        return Problem.WriteAsync(http, Status, Code, Detail);
    }
}

/// <summary>The failures of HTTP itself.</summary>
internal static class HttpRefusals
{
    public static readonly HttpRefusal NotAuthenticated =
        new(401, "authentication.required", "No credential, or one that is not valid here.");

    public static readonly HttpRefusal SessionEnded =
        new(401, "session.expired", "The console's session has ended or is not known: sign in again.");

    public static readonly HttpRefusal NoRole =
        new(403, AccessRefusals.NoRole.Code, AccessRefusals.NoRole.Message);

    public static readonly HttpRefusal IssuerAway =
        new(503, "identity.issuer_away", "The token's issuer can't be asked for its keys for now: try again.") { RetryAfterSeconds = 5 };

    public static readonly HttpRefusal CrossOrigin =
        new(403, "session.cross_origin", "What a browser changes or signs in to must be asked for by a page of this server.");

    public static readonly HttpRefusal NotFound = new(404, "http.not_found", "There is nothing at this path.");

    public static readonly HttpRefusal MethodNotAllowed = new(405, "http.method_not_allowed", "This path does not take this method.");

    public static readonly HttpRefusal Malformed = new(400, "http.malformed", "The request is not well-formed HTTP.");

    public static readonly HttpRefusal BodyTooLarge = new(413, "http.body_too_large", "A body has at most 256 KiB.");

    public static readonly HttpRefusal NotJson = new(415, "http.not_json", "The body must be application/json in UTF-8.");

    public static readonly HttpRefusal TooManyRequests = new(429, "rate.limited", "Too many requests; wait as long as Retry-After says.");

    public static readonly HttpRefusal ExportsUnderWay =
        new(429, "evidence.exports_under_way", "Two exports of this workspace are under way: ask again when one has ended.") { RetryAfterSeconds = 5 };

    public static readonly HttpRefusal TooManyStreams =
        new(429, "events.too_many_streams", "Too many event streams are open: close one, or ask again later.") { RetryAfterSeconds = 5 };

    public static readonly HttpRefusal HeadersTooLarge = new(431, "http.headers_too_large", "Headers have at most 16 KiB together.");

    public static readonly HttpRefusal Fault = new(500, "http.fault", "Cavra has a fault. The trace id leads to what happened.");

    public static readonly HttpRefusal DatabaseAway = new(503, "database.away", "The database can't be reached for now. Try again: with the same Idempotency-Key nothing is done twice.") { RetryAfterSeconds = 2 };

    public static readonly HttpRefusal TimedOut =
        new(503, "http.timed_out", "The request took longer than 30 seconds and was given up; read before trying again.") { RetryAfterSeconds = 5 };

    public static IReadOnlyList<HttpRefusal> All { get; } =
    [
        Malformed, NotAuthenticated, SessionEnded, CrossOrigin, NotFound, MethodNotAllowed, BodyTooLarge, NotJson, TooManyRequests,
        ExportsUnderWay, TooManyStreams, HeadersTooLarge, Fault, DatabaseAway, TimedOut, IssuerAway,
    ];

    /// <summary>The refusal for a bare status that the framework has set.</summary>
    public static HttpRefusal? Of(int status) => All.FirstOrDefault(refusal => refusal.Status == status);
}
