using Microsoft.AspNetCore.Authentication;

namespace Cavra.Api.Security;

/// <summary>Registers how callers are authenticated.</summary>
internal static class SecurityServices
{
    // The core alone: the full registration also writes data-protection keys into the home directory, for nobody.
    public static IServiceCollection AddKeyAuthentication(this IServiceCollection services)
    {
        services.AddAuthenticationCore(options =>
        {
            options.DefaultScheme = KeyAuthentication.SchemeName;
            options.AddScheme<KeyAuthentication>(KeyAuthentication.SchemeName, displayName: null);
        });
        services.AddWebEncoders();
        services.AddOptions<AuthenticationSchemeOptions>(KeyAuthentication.SchemeName);
        services.AddTransient<KeyAuthentication>();
        return services;
    }
}
