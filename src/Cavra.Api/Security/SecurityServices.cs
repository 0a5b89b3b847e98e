using System.Net;
using Cavra.Api.Access;
using Cavra.Api.Configuration;
using Cavra.Api.Hosting;
using Cavra.Api.RateLimits;
using Cavra.Application.Access;
using Cavra.Domain.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.HttpOverrides;

namespace Cavra.Api.Security;

/// <summary>Registers who is let in, from where and how often.</summary>
internal static class SecurityServices
{
    /// <summary>The policy of what shows everything that happened and is no query of Cavra's own.</summary>
    public const string ReadsRecords = "reads records";

    /// <summary>The policy of the API's description, which anybody on this machine may read.</summary>
    public const string ReadsDescription = "reads description";

    public static IServiceCollection AddSecurity(this IServiceCollection services)
    {
        services.AddKeyAuthentication();
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(ReadsRecords, policy => policy.RequireAuthenticatedUser().RequireAssertion(MayReadRecords))
            .AddPolicy(ReadsDescription, policy => policy.RequireAssertion(MayReadDescription));
        services.AddSingleton<RateLimiters>();
        services.AddSingleton<CredentialAttempts>();
        services.AddSingleton<TokenRules>();
        services.AddSingleton<IssuerSignIn>();
        services.AddScoped<TokenAuthentication>();
        services.AddScoped<SessionAuthentication>();
        services.AddScoped<SignInService>();
        services.AddCors();
        services.AddSingleton<ICorsPolicyProvider, CorsPolicies>();
        services.AddOptions<ForwardedHeadersOptions>().Configure<ApiSettings>(Believe);
        return services;
    }

    // The core alone: the full registration also writes data-protection keys into the home directory, for nobody.
    private static void AddKeyAuthentication(this IServiceCollection services)
    {
        services.AddAuthenticationCore(options =>
        {
            options.DefaultScheme = KeyAuthentication.SchemeName;
            options.AddScheme<KeyAuthentication>(KeyAuthentication.SchemeName, displayName: null);
        });
        services.AddWebEncoders();
        services.AddOptions<AuthenticationSchemeOptions>(KeyAuthentication.SchemeName);
        services.AddTransient<KeyAuthentication>();
    }

    private static bool MayReadRecords(AuthorizationHandlerContext context) =>
        context.Resource is HttpContext http && http.RequestServices.GetRequiredService<Call>() is { HasCaller: true } call
        && call.Caller.May(Permissions.RecordsRead);

    private static bool MayReadDescription(AuthorizationHandlerContext context) =>
        context.User.Identity?.IsAuthenticated is true
        || (context.Resource is HttpContext http && ThisMachine.Asks(http, http.RequestServices.GetRequiredService<ApiSettings>().Network));

    private static void Believe(ForwardedHeadersOptions options, ApiSettings settings)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        // The framework believes this machine unasked, and one hop only; here the networks listed say both.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        options.ForwardLimit = null;
        foreach (var network in settings.Network.ForwardedNetworks)
        {
            options.KnownIPNetworks.Add(network);
        }
    }
}

/// <summary>Which pages of other origins may call: those listed or, where only this machine can call anyway, the local console.</summary>
internal sealed class CorsPolicies(ApiSettings settings, IServer server) : ICorsPolicyProvider
{
    private static readonly string[] LocalConsole = ["http://127.0.0.1:5173", "http://localhost:5173"];

    private CorsPolicy? _policy;

    // The addresses are known only once the server listens.
    public Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName) => Task.FromResult<CorsPolicy?>(_policy ??= Build());

    private CorsPolicy Build() => new CorsPolicyBuilder([.. settings.Network.CorsOrigins ?? (IsLocal() ? LocalConsole : [])])
        .WithMethods("GET", "POST", "PUT")
        .WithHeaders("Authorization", KeyAuthentication.HeaderName, "Content-Type", "Idempotency-Key", "If-Match", "Prefer", "Last-Event-ID")
        .WithExposedHeaders(
            "ETag", "Location", "Retry-After", "RateLimit", "RateLimit-Policy", "Idempotency-Replayed", "Preference-Applied",
            "X-Request-Id")
        .AllowCredentials()
        .Build();

    private bool IsLocal() =>
        Listeners.OfApi(server, settings.Network) is { Count: > 0 } listeners && listeners.All(listener => IPAddress.IsLoopback(listener.Address));
}

/// <summary>Whether a request comes from the machine that Cavra runs on, and through nobody else's hands.</summary>
internal static class ThisMachine
{
    // Whoever passes a request on says so in one of these. One that says nothing can't be told from a caller of its own.
    private static readonly string[] PassedOn =
        ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"];

    // A page of somebody else's, whose name is made to lead here, has another host.
    private static readonly string[] Names = ["localhost", "127.0.0.1", "[::1]"];

    public static bool Asks(HttpContext http, NetworkSettings network) =>
        IsLoopback(http.Connection.RemoteIpAddress)
        && Names.Contains(http.Request.Host.Host, StringComparer.OrdinalIgnoreCase)
        && !PassedOn.Any(http.Request.Headers.ContainsKey)
        // Where a gateway is configured, everybody comes through it.
        && network is { ForwardedNetworks.Count: 0, PathBase: "" };

    private static bool IsLoopback(IPAddress? address) =>
        address is not null && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
