namespace Cavra.Api.WebConsole;

/// <summary>
/// What the console may load: its own files and nothing else. No script is inline. Style elements that the component library
/// adds carry the nonce of the page; style attributes are set by script, which the policy of scripts covers.
/// </summary>
internal static class ConsolePolicy
{
    /// <param name="nonce">The page's own, new with every answer.</param>
    public static string Of(string nonce) =>
        $"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";
}
