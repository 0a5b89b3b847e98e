using System.Text.Encodings.Web;
using Cavra.Application.Ports;
using Cavra.Infrastructure.Access.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Cavra.Api.Security;

/// <summary>The code flow with an issuer, done by the framework's handler: state, nonce and PKCE, the exchange, the check of the token.</summary>
internal sealed class IssuerSignIn(TokenRules rules, IInstanceKey instanceKey, ILoggerFactory loggers)
{
    /// <summary>Where the issuer sends the browser back to.</summary>
    public const string CallbackPath = "/console/signed-in";

    /// <summary>A handler for one request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="issuer">An issuer that the console signs in with.</param>
    /// <param name="events">What becomes of the outcome.</param>
    public async Task<OpenIdConnectHandler> HandlerAsync(HttpContext http, KnownIssuer issuer, OpenIdConnectEvents events)
    {
        var protector = new InstanceProtector(await instanceKey.ReadAsync(http.RequestAborted));
        var options = Options(issuer, protector, events);
        var handler = new OpenIdConnectHandler(new FixedOptions<OpenIdConnectOptions>(options), loggers, HtmlEncoder.Default, UrlEncoder.Default);
        await handler.InitializeAsync(new AuthenticationScheme("sign-in", displayName: null, typeof(OpenIdConnectHandler)), http);
        return handler;
    }

    // The handler goes by the machine's clock for its cookies, which a browser keeps by its own; the token's lifetime is judged by the rules.
    private OpenIdConnectOptions Options(KnownIssuer issuer, InstanceProtector protector, OpenIdConnectEvents events)
    {
        var options = new OpenIdConnectOptions
        {
            ConfigurationManager = issuer.Keys,
            Backchannel = issuer.Http,
            ClientId = issuer.ClientId,
            ClientSecret = issuer.ClientSecret,
            ResponseType = OpenIdConnectResponseType.Code,
            ResponseMode = OpenIdConnectResponseMode.Query,
            UsePkce = true,
            RequireHttpsMetadata = false,
            RefreshOnIssuerKeyNotFound = false,
            SaveTokens = false,
            DisableTelemetry = true,
            CallbackPath = CallbackPath,
            TokenHandler = new JsonWebTokenHandler { MapInboundClaims = false, MaximumTokenSizeInBytes = TokenAuthentication.MaxLength },
            TokenValidationParameters = rules.Parameters(issuer, issuer.ClientId!),
            StateDataFormat = new PropertiesDataFormat(protector.CreateProtector("cavra sign-in state")),
            StringDataFormat = new SealedText(protector.CreateProtector("cavra sign-in nonce")),
            Events = events,
        };
        options.ClaimActions.Clear();
        options.Scope.Clear();
        foreach (var scope in issuer.Scopes)
        {
            options.Scope.Add(scope);
        }

        // The issuer sends the browser back by a link, with which a lax cookie comes along; a strict one would not.
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
        {
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        }

        return options;
    }
}
