using System.Net.Security;
using System.Text.RegularExpressions;
using Cavra.Infrastructure.Configuration;

namespace Cavra.Cli.Doctor;

/// <summary>Looks at the certificate that visitors are shown.</summary>
internal static class TlsCheck
{
    private const string Check = "tls";

    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    public static IEnumerable<DoctorFinding> Look(Visitor visitor, DateTimeOffset now)
    {
        if (visitor.Address.Scheme is not "https")
        {
            yield return visitor.Address.IsLoopback
                ? DoctorFinding.Pass(Check, "None, on this machine's own address.")
                : DoctorFinding.Fail(Check, "Keys and sessions travel in clear. Put TLS before it: deploy/gateway has examples.");
            yield break;
        }

        if (visitor.CertificateUntil is { } until)
        {
            yield return Of(visitor.CertificateErrors, until, now);
        }
    }

    private static DoctorFinding Of(SslPolicyErrors errors, DateTimeOffset until, DateTimeOffset now) =>
        until <= now ? DoctorFinding.Fail(Check, $"The certificate has ended on {until:yyyy-MM-dd}. Renew it at the gateway.")
        : errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
            ? DoctorFinding.Fail(Check, "The certificate is for another name. Issue one for the name that people use.")
        : errors is not SslPolicyErrors.None
            ? DoctorFinding.Fail(Check, "The certificate is not trusted here. Serve the intermediate certificates too, or have this machine trust its authority.")
        : until - now <= Soon ? DoctorFinding.Warn(Check, $"The certificate ends on {until:yyyy-MM-dd}. Renew it at the gateway.")
        : DoctorFinding.Pass(Check, $"The certificate is trusted here, and ends on {until:yyyy-MM-dd}.");
}

/// <summary>Holds a server's version to this command's.</summary>
internal static class VersionCheck
{
    public static DoctorFinding Of(string? version) =>
        version is null ? DoctorFinding.Warn("version", "The server did not tell its version: does the gateway pass /console/config on?")
        : version == ProductVersion.Text ? DoctorFinding.Pass("version", $"The server is of version {version}, like this command.")
        : DoctorFinding.Warn("version", $"The server is of version {version}, this command of {ProductVersion.Text}. Bring both to the same.");
}

/// <summary>Looks whether the headers arrive that keep browsers from doing anything unforeseen.</summary>
internal static class SecurityHeaderCheck
{
    private static readonly string[] Expected =
        ["Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy"];

    public static DoctorFinding Look(params Visit[] visits)
    {
        var missing = Expected.Where(name => visits.Any(visit => visit.Header(name) is null)).ToList();
        return missing.Count == 0
            ? DoctorFinding.Pass("security headers", "They arrive as Cavra sends them.")
            : DoctorFinding.Fail("security headers", $"Missing on the way: {string.Join(", ", missing)}. Have the gateway pass Cavra's headers on.");
    }
}

/// <summary>Looks whether the console knows where it is.</summary>
internal static partial class ConsoleCheck
{
    private const string Check = "console";

    public static DoctorFinding Look(Visit page, string pathBase)
    {
        var found = Base().Match(page.Text);
        return page.Status is not 200 ? DoctorFinding.Fail(Check, $"There is no page at {pathBase}/: HTTP status {page.Status}. Have the gateway pass {pathBase}/ on.")
            : !found.Success ? DoctorFinding.Warn(Check, "What is there is not the console. Was this Cavra built with it?")
            : found.Groups[1].Value == $"{pathBase}/" ? DoctorFinding.Pass(Check, $"It is at {pathBase}/, and knows so.")
            : DoctorFinding.Fail(Check, $"The page takes itself to be at {found.Groups[1].Value}, and is at {pathBase}/. Set CAVRA_PATH_BASE={pathBase}, and have the gateway keep the path.");
    }

    [GeneratedRegex("<base href=\"([^\"]*)\"")]
    private static partial Regex Base();
}

/// <summary>Looks whether Cavra believes what the gateway says of the way that a request came.</summary>
internal static class ForwardingCheck
{
    /// <summary>A session that nobody has: the answer takes the cookie away, and shows what a cookie would be like.</summary>
    public const string MadeUp = "cavra_session=doctor";

    private const string Check = "forwarded headers";

    public static DoctorFinding Look(Visitor visitor, Visit ready, Visit session)
    {
        if (visitor.Address.Scheme is not "https")
        {
            return DoctorFinding.Pass(Check, "Not looked at: this address has no TLS.");
        }

        var cookie = session.Header("Set-Cookie") ?? "";
        var isSecure = cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase);
        return cookie.Length > 0 && !isSecure
                ? DoctorFinding.Fail(Check, "Cavra takes the request for plain HTTP, so its cookie is not Secure. Set CAVRA_FORWARDED_NETWORKS to the gateway's network, and have the gateway set X-Forwarded-Proto.")
            : cookie.Length == 0 ? DoctorFinding.Warn(Check, "No cookie came back. Have the gateway pass Cookie and Set-Cookie on.")
            : ready.Header("Strict-Transport-Security") is null ? DoctorFinding.Fail(Check, "Strict-Transport-Security is missing on the way. Have the gateway pass it on.")
            : DoctorFinding.Pass(Check, "Cavra knows that the request came by TLS: its cookie is Secure.");
    }
}

/// <summary>Looks whether everybody may read the figures.</summary>
internal static class MetricsCheck
{
    public static DoctorFinding Look(Visit metrics) => metrics.Status is 200
        ? DoctorFinding.Fail("metrics", "Everybody may read /metrics here: this is an address of CAVRA_METRICS_URLS. Pass on those of --urls instead.")
        : DoctorFinding.Pass("metrics", "Nobody reads /metrics here without a credential.");
}

/// <summary>Looks whether plain HTTP is sent to TLS.</summary>
internal static class RedirectCheck
{
    private const string Check = "plain http";

    public static async Task<DoctorFinding> LookAsync(Uri plain, CancellationToken cancellationToken)
    {
        using var visitor = new Visitor(plain);
        var visit = await visitor.GetAsync("/health/ready", cancellationToken);
        return visit.Failure is not null ? DoctorFinding.Pass(Check, "Nobody answers there.")
            : visit.Status is 301 or 302 or 307 or 308 && visit.Header("Location")?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) is true
                ? DoctorFinding.Pass(Check, "It is sent to TLS.")
            : DoctorFinding.Fail(Check, "Plain HTTP is answered. Have the gateway send it to https, or close the port.");
    }
}
