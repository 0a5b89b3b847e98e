using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Cavra.Testing.Identity;

/// <summary>
/// A real issuer on loopback: discovery, keys, the code flow with a login page, and tokens that a test words as it likes. It goes by
/// the clock of the test.
/// </summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    public const string Audience = "cavra";

    public const string ClientId = "cavra-console";

    private readonly WebApplication _server;
    private readonly TimeProvider _clock;
    private int _asked;

    private TestIssuer(WebApplication server, TimeProvider clock) => (_server, _clock) = (server, clock);

    /// <summary>Its identifier, as its discovery document and its tokens have it.</summary>
    public string Authority { get; private set; } = "";

    /// <summary>While true, every request is answered 503.</summary>
    public bool IsAway { get; set; }

    /// <summary>How often its discovery document was asked for.</summary>
    public int Asked => _asked;

    /// <summary>Claims that whoever signs in gets, besides the subject that was typed.</summary>
    public Dictionary<string, string[]> Claims { get; } = [];

    /// <summary>The key that it signs with now.</summary>
    public SigningCredentials Signing => Options.SigningCredentials.First(credentials => credentials.Key is AsymmetricSecurityKey);

    private OpenIddictServerOptions Options => _server.Services.GetRequiredService<IOptionsMonitor<OpenIddictServerOptions>>().CurrentValue;

    public static async Task<TestIssuer> StartAsync(TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        builder.Services.AddOpenIddict().AddServer(options => Configure(options, clock));
        var server = builder.Build();
        var issuer = new TestIssuer(server, clock);
        server.Use(issuer.CountAsync);
        server.UseAuthentication();
        server.MapMethods("/connect/authorize", ["GET"], (Delegate)issuer.AuthorizeAsync);
        server.MapGet("/favicon.ico", () => Results.NoContent());
        await server.StartAsync();
        issuer.Authority = new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).ToString();
        return issuer;
    }

    /// <summary>The text of an identity file that believes this issuer.</summary>
    /// <param name="rules">Rules in YAML's flow form, one a line.</param>
    /// <param name="more">Further members of the issuer, each a line.</param>
    public string Believed(IEnumerable<string> rules, params string[] more) => string.Join('\n', [
        "issuers:", "  - name: test", $"    authority: {Authority}", $"    audience: {Audience}", "    allow_networks: [127.0.0.0/8]",
        .. more.Select(line => $"    {line}"), "    rules:", .. rules.Select(rule => $"      - {rule}"), ""]);

    /// <summary>A token of this issuer.</summary>
    /// <param name="claims">Its claims; what every token has is added where it is not among them. A null leaves it out.</param>
    /// <param name="signing">What it is signed with; the issuer's own key where nothing is given.</param>
    /// <param name="header">Further members of the header.</param>
    public string Token(
        IReadOnlyDictionary<string, object?>? claims = null, SigningCredentials? signing = null, IDictionary<string, object>? header = null)
    {
        var now = _clock.GetUtcNow();
        var all = new Dictionary<string, object?>
        {
            ["iss"] = Authority,
            ["aud"] = Audience,
            ["sub"] = "subject-1",
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(5).ToUnixTimeSeconds(),
        };
        foreach (var (name, value) in claims ?? new Dictionary<string, object?>())
        {
            all[name] = value;
        }

        var payload = System.Text.Json.JsonSerializer.Serialize(all.Where(claim => claim.Value is not null).ToDictionary());
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            payload, signing ?? Signing, header ?? new Dictionary<string, object>());
    }

    /// <summary>Signs with a new key from now on, and publishes that one alone.</summary>
    public void Rotate()
    {
        Options.SigningCredentials.Clear();
        Options.SigningCredentials.Add(new SigningCredentials(NewKey(), SecurityAlgorithms.RsaSha256));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
    }

    private static void Configure(OpenIddictServerBuilder options, TimeProvider clock)
    {
        options.SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token").SetEndSessionEndpointUris("connect/logout");
        options.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
        options.RegisterScopes(Scopes.Email, Scopes.Profile);
        options.AddEphemeralEncryptionKey().AddSigningKey(NewKey());
        options.EnableDegradedMode().DisableAccessTokenEncryption();
        options.Configure(server => server.TimeProvider = clock);
        options.UseAspNetCore().DisableTransportSecurityRequirement().EnableAuthorizationEndpointPassthrough();
        options.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(
            static context => KnowTheClient(context, context.ClientId)));
        options.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(
            static context => KnowTheClient(context, context.ClientId)));
        options.AddEventHandler<ValidateEndSessionRequestContext>(handler => handler.UseInlineHandler(static _ => default));
        options.AddEventHandler<HandleEndSessionRequestContext>(handler => handler.UseInlineHandler(static context =>
        {
            context.SignOut();
            return default;
        }));
    }

    private static ValueTask KnowTheClient(BaseValidatingContext context, string? client)
    {
        if (client != ClientId)
        {
            context.Reject(Errors.InvalidClient);
        }

        return default;
    }

    private static RsaSecurityKey NewKey() => new(RSA.Create(2048)) { KeyId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)) };

    private Task CountAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Path == "/.well-known/openid-configuration")
        {
            Interlocked.Increment(ref _asked);
        }

        if (!IsAway)
        {
            return next(http);
        }

        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    }

    // The page on which somebody says who they are; it believes everybody.
    private async Task AuthorizeAsync(HttpContext http)
    {
        var user = http.Request.Query["user"].ToString();
        if (user is "")
        {
            http.Response.ContentType = "text/html";
            var carried = string.Concat(http.Request.Query.Select(member =>
                $"""<input type="hidden" name="{WebUtility.HtmlEncode(member.Key)}" value="{WebUtility.HtmlEncode(member.Value)}">"""));
            await http.Response.WriteAsync(
                $"""<!doctype html><title>Sign in</title><form>{carried}<label>User <input name="user"></label><button>Sign in</button></form>""");
            return;
        }

        var identity = new ClaimsIdentity("test", OpenIddictConstants.Claims.Name, OpenIddictConstants.Claims.Role);
        identity.SetClaim(OpenIddictConstants.Claims.Subject, user);
        foreach (var (name, values) in Claims)
        {
            identity.SetClaims(name, [.. values]);
        }

        identity.SetScopes(http.GetOpenIddictServerRequest()!.GetScopes());
        identity.SetDestinations(static _ => [Destinations.IdentityToken, Destinations.AccessToken]);
        await http.SignInAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme, new ClaimsPrincipal(identity));
    }
}
