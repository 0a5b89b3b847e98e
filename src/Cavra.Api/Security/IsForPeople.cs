namespace Cavra.Api.Security;

/// <summary>Marks what people open in a browser: whoever must sign in first is shown where, instead of a problem document.</summary>
internal sealed class IsForPeople
{
    /// <summary>Whether a browser asks for such a page.</summary>
    public static bool Asks(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<IsForPeople>() is not null
        && http.Request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));
}
