namespace Cavra.Api.Security;

/// <summary>What a browser may load for an answer.</summary>
/// <param name="Directives">A content security policy.</param>
internal sealed record ContentPolicy(string Directives)
{
    /// <summary>The pages there are; everything else is a document.</summary>
    private static readonly PathString[] PagesAre = ["/swagger"];

    /// <summary>A document is read by programs and loads nothing.</summary>
    public static ContentPolicy Documents { get; } = new("default-src 'none'; frame-ancestors 'none'");

    /// <summary>A page of our own: its scripts and styles come from here, none of them inline.</summary>
    public static ContentPolicy Pages { get; } = new(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'");

    /// <summary>
    /// The console: style elements that its component library adds carry the nonce of the page, new with every answer. Style
    /// attributes are set by script, which the policy of scripts covers.
    /// </summary>
    public static ContentPolicy Console(string nonce) => new(
        $"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'");

    /// <summary>The policy of what is at a path. By path, for a page's files are no endpoints by the time they are sent.</summary>
    public static ContentPolicy Of(PathString path) =>
        Array.Exists(PagesAre, page => path.StartsWithSegments(page, StringComparison.OrdinalIgnoreCase)) ? Pages : Documents;
}
