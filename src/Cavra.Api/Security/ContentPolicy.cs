namespace Cavra.Api.Security;

/// <summary>Metadata: what a browser may load for the answer of an endpoint.</summary>
/// <param name="Directives">A content security policy.</param>
internal sealed record ContentPolicy(string Directives)
{
    /// <summary>A document is read by programs and loads nothing.</summary>
    public static ContentPolicy Documents { get; } = new("default-src 'none'; frame-ancestors 'none'");

    /// <summary>A page of our own: its scripts and styles come from here, none of them inline.</summary>
    public static ContentPolicy Pages { get; } = new(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
}
