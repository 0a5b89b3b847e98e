using Cavra.Api.RateLimits;
using Cavra.Api.Security;
using Cavra.Infrastructure.Access.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Cavra.Api.Access;

/// <summary>Signing in to the console with the company's issuer: pages that a browser is sent to, and never a program.</summary>
internal static partial class IssuerSignInEndpoints
{
    /// <summary>Where signing in with the issuer begins.</summary>
    public const string Path = "/console/sign-in";

    private const string SignInPage = "/signin";

    // What tells the console that there is a session now: it can't see the cookie.
    private const string Done = "#signed-in";

    public static IEndpointRouteBuilder MapIssuerSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (Delegate)BeginAsync).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet(IssuerSignIn.CallbackPath, (Delegate)EndAsync).AllowAnonymous().ExcludeFromDescription();
        return routes;
    }

    private static async Task BeginAsync(HttpContext http)
    {
        var issuer = http.RequestServices.GetRequiredService<IssuerDirectory>().ForSignIn;
        if (issuer is null || await issuer.Keys.FindAsync(keyId: null, http.RequestAborted) is null)
        {
            Fail(http, issuer is null ? "unavailable" : "away");
            return;
        }

        var handler = await http.RequestServices.GetRequiredService<IssuerSignIn>().HandlerAsync(http, issuer, new OpenIdConnectEvents());
        await handler.ChallengeAsync(new AuthenticationProperties { RedirectUri = ReturnTo(http.Request.Query["return_to"].ToString()) });
    }

    private static async Task EndAsync(HttpContext http)
    {
        var issuer = http.RequestServices.GetRequiredService<IssuerDirectory>().ForSignIn;
        var attempts = http.RequestServices.GetRequiredService<CredentialAttempts>();
        var presented = http.Request.Query["code"].ToString();
        if (issuer is null || !attempts.MayTry(http, presented))
        {
            Fail(http, issuer is null ? "unavailable" : "later");
            return;
        }

        // What it knows is asked for before: the handler takes an issuer that is away for a fault.
        if (await issuer.Keys.FindAsync(keyId: null, http.RequestAborted) is null)
        {
            Fail(http, "away");
            return;
        }

        var handler = await http.RequestServices.GetRequiredService<IssuerSignIn>().HandlerAsync(http, issuer, EventsFor(http, issuer, attempts));
        await handler.HandleRequestAsync();
    }

    private static OpenIdConnectEvents EventsFor(HttpContext http, KnownIssuer issuer, CredentialAttempts attempts) => new()
    {
        OnAccessDenied = context =>
        {
            Fail(http, "cancelled");
            context.HandleResponse();
            return Task.CompletedTask;
        },
        OnRemoteFailure = context =>
        {
            // Without what the sign-in began with the issuer is not asked, and any page can make a browser come here so.
            if (context.Failure is OpenIdConnectProtocolException or HttpRequestException or Microsoft.IdentityModel.Tokens.SecurityTokenException)
            {
                attempts.Failed(http, http.Request.Query["code"].ToString());
            }

            LogFailed(LoggerOf(http), issuer.Issuer.Name, WhyNot(context.Failure));
            Fail(http, "failed");
            context.HandleResponse();
            return Task.CompletedTask;
        },
        OnTicketReceived = async context =>
        {
            var signIn = http.RequestServices.GetRequiredService<SignInService>();
            var isIn = await signIn.SignInAsync(http, issuer.Issuer, context.Principal!);
            if (isIn)
            {
                http.Response.Redirect($"{http.Request.PathBase}{context.ReturnUri}{Done}");
            }
            else
            {
                LogFailed(LoggerOf(http), issuer.Issuer.Name, "no rule gives a role in a workspace that is there");
                Fail(http, "no_role");
            }

            context.HandleResponse();
        },
    };

    private static void Fail(HttpContext http, string why) => http.Response.Redirect($"{http.Request.PathBase}{SignInPage}?failed={why}");

    // Only to pages of the console: an address from outside must not lead elsewhere after signing in.
    private static string ReturnTo(string asked) =>
        asked.StartsWith("/console/", StringComparison.Ordinal) && asked.Length <= 2_000 && asked.All(c => c is > ' ' and <= '~' and not '\\' and not '#')
            && StaysThere(asked.Split('?')[0])
            ? asked
            : "/";

    // A browser takes segments of dots for the way up, and what begins with two slashes for another host.
    private static bool StaysThere(string path) => !path.Contains("//", StringComparison.Ordinal)
        && !path.Split('/').Any(segment => segment.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase) is "." or "..");

    // By its type: messages may quote what was sent.
    private static string WhyNot(Exception? failure) => failure switch
    {
        OpenIdConnectProtocolInvalidNonceException => "the nonce is not the one that was sent",
        OpenIdConnectProtocolException => "the issuer refused, or answered against the protocol",
        HttpRequestException => "the issuer could not be reached for the exchange",
        Microsoft.IdentityModel.Tokens.SecurityTokenException token => TokenAuthentication.WhyNot(token),
        _ => "the browser did not bring what the sign-in began with, or it was changed",
    };

    private static ILogger LoggerOf(HttpContext http) => http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(IssuerSignInEndpoints));

    [LoggerMessage(LogLevel.Warning, "A sign-in with the issuer {Issuer} failed: {Why}.")]
    private static partial void LogFailed(ILogger logger, string issuer, string why);
}
