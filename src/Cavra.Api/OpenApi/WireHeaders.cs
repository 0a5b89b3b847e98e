using Cavra.Api.Wire;
using Microsoft.OpenApi;

namespace Cavra.Api.OpenApi;

/// <summary>A header of Cavra's own answers, or one that a client acts on.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Description">What it says.</param>
/// <param name="IsAlwaysThere">Whether every answer that may have it does.</param>
internal sealed record WireHeader(string Name, string Description, bool IsAlwaysThere = false)
{
    public static readonly WireHeader RequestId = new("X-Request-Id", "The request's id, which evidence of it has too.", IsAlwaysThere: true);

    public static readonly WireHeader Location = new("Location", "Where the new document is; with 202, where the outcome will be told.", IsAlwaysThere: true);

    public static readonly WireHeader ETag = new("ETag", "The document's version, for If-Match.");

    public static readonly WireHeader RetryAfter = new("Retry-After", "How many seconds to wait before the next try.");

    public static readonly WireHeader Replayed = new(Idempotency.ReplayedHeader, "true, where this is the first answer again.");

    public static readonly WireHeader PreferenceApplied = new(
        Preferences.AppliedHeader, "respond-async: the answer came before the outcome.", IsAlwaysThere: true);

    public static readonly WireHeader Authenticate = new("WWW-Authenticate", "How to present a credential.", IsAlwaysThere: true);

    public static readonly WireHeader Cookie = new("Set-Cookie", "The console's session, or its end.");

    public static readonly WireHeader Disposition = new("Content-Disposition", "The name to keep the file under.", IsAlwaysThere: true);

    public static readonly WireHeader Unbuffered = new("X-Accel-Buffering", "no: a gateway passes everything on at once.", IsAlwaysThere: true);

    public static readonly WireHeader RateLimit = new(
        "RateLimit", "What is left of the caller's limit, as draft-ietf-httpapi-ratelimit-headers writes it.");

    public static readonly WireHeader RateLimitPolicy = new("RateLimit-Policy", "The limit itself, in the same spelling.");

    public static IReadOnlyList<WireHeader> All { get; } =
    [
        RequestId, Location, ETag, RetryAfter, Replayed, PreferenceApplied, Authenticate, Cookie, Disposition, Unbuffered, RateLimit,
        RateLimitPolicy,
    ];

    /// <summary>Those of an answer that the operation gave to somebody, whatever it is.</summary>
    public static IReadOnlyList<WireHeader> Common { get; } = [RequestId, RateLimit, RateLimitPolicy];

    public OpenApiHeader ToOpenApi() => new()
    {
        Description = Description,
        Required = IsAlwaysThere,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    public static Dictionary<string, IOpenApiHeader> References(IEnumerable<WireHeader> headers, OpenApiDocument document) =>
        headers.ToDictionary(header => header.Name, header => (IOpenApiHeader)new OpenApiHeaderReference(header.Name, document));
}
