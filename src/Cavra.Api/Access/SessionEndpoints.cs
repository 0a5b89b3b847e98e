using Cavra.Api.Problems;
using Cavra.Api.Security;
using Cavra.Api.Wire;
using Cavra.Application.Access;
using Cavra.Application.Wire;
using Cavra.Domain.Abstractions;
using Cavra.Infrastructure.Access.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace Cavra.Api.Access;

/// <summary>Signing in to the console and out again, and who the caller is.</summary>
internal static class SessionEndpoints
{
    private const string Path = "/console/session";

    public static IEndpointRouteBuilder MapSessions(this IEndpointRouteBuilder routes)
    {
        routes.MapQuery<NoParameters, SessionView>(Path, "GetSession", "Who the caller is and what they may do", (_, _) => new GetSession())
            .WithTags("Access");
        routes.MapPost(Path, (Delegate)SignInAsync).WithName("SignIn")
            .WithSummary("Sign in to the console with a one-time link or an API key, and get a session cookie").WithTags("Access")
            .Accepts<SignInBody>("application/json").WithMetadata(new SetsCookie()).Produces<SessionView>()
            .MayRefuse(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status503ServiceUnavailable)
            .AllowAnonymous();
        routes.MapCommand<NoBody, SignedOutAnswer>(HttpMethod.Delete, Path, "SignOut", "End the console's session", (_, http) => SigningOut(http))
            .WithMetadata(new SetsCookie()).WithTags("Access").AddEndpointFilter(KnowTheIssuerAsync);
        return routes;
    }

    private static async Task SignInAsync(HttpContext http)
    {
        if (!SameOrigin.MaySignIn(http.Request))
        {
            await HttpRefusals.CrossOrigin.WriteAsync(http);
            return;
        }

        if (await BodyReader.ReadBytesAsync(http, isExpected: true, http.RequestAborted) is not { } bytes)
        {
            return;
        }

        var (parameters, body) = (QueryReader.Read<NoParameters>(http.Request.Query), BodyReader.Parse<SignInBody>(bytes));
        if ((parameters.Refusal ?? body.Refusal ?? body.Value.Flaw) is { } flaw)
        {
            await Problem.WriteAsync(http, flaw);
            return;
        }

        var signIn = http.RequestServices.GetRequiredService<SignInService>();
        if (await signIn.SignInAsync(http, body.Value.OneTime, body.Value.ApiKey) is { } session)
        {
            await http.WriteAnswerAsync(StatusCodes.Status200OK, location: null, etag: null, WireJson.Serialize(session));
        }
    }

    private static SignOut SigningOut(HttpContext http)
    {
        http.Response.OnStarting(() =>
        {
            if (http.Response.StatusCode is StatusCodes.Status200OK)
            {
                SessionCookie.Clear(http);
            }

            return Task.CompletedTask;
        });
        return new SignOut(IssuerSignOutFor(http));
    }

    // What the issuer offers is known by the time that the command is made.
    private static async ValueTask<object?> KnowTheIssuerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.RequestServices.GetRequiredService<IssuerDirectory>().ForSignIn is { } issuer
            && http.RequestServices.GetRequiredService<Call>() is { HasCaller: true, Caller.Actor.Issuer: var at } && at == issuer.Issuer.Authority)
        {
            await issuer.Keys.FindAsync(keyId: null, http.RequestAborted);
        }

        return await next(context);
    }

    private static IssuerSignOut? IssuerSignOutFor(HttpContext http)
    {
        if (http.RequestServices.GetRequiredService<IssuerDirectory>().ForSignIn is not { } issuer
            || issuer.Keys.Known?.EndSessionEndpoint is not { Length: > 0 } address || !Uri.TryCreate(address, UriKind.Absolute, out var url)
            || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
        {
            return null;
        }

        var back = $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}/signin";
        return new IssuerSignOut(issuer.Issuer.Authority, QueryHelpers.AddQueryString(
            address, new Dictionary<string, string?> { ["client_id"] = issuer.ClientId, ["post_logout_redirect_uri"] = back }));
    }

    /// <summary>What somebody signs in with: one of the two.</summary>
    /// <param name="OneTime">What follows <c>#</c> in a sign-in link.</param>
    /// <param name="ApiKey">An API key.</param>
    internal sealed record SignInBody(string? OneTime = null, string? ApiKey = null)
    {
        internal Refusal? Flaw => (OneTime, ApiKey) switch
        {
            (null, null) => CommonRefusals.InvalidMember("/one_time", "Either this or api_key."),
            (not null, not null) => CommonRefusals.InvalidMember("/api_key", "Not together with one_time."),
            _ => null,
        };
    }
}

/// <summary>Metadata: the endpoint sets or clears the session cookie.</summary>
internal sealed record SetsCookie;
