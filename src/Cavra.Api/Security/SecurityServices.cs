using Cavra.Api.Access;
using Cavra.Api.Configuration;
using Cavra.Api.RateLimits;
using Cavra.Application.Access;
using Cavra.Domain.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Cors.Infrastructure;
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
