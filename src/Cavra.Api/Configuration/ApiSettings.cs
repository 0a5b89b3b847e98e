using Cavra.Api.RateLimits;
using Cavra.Infrastructure.Configuration;

namespace Cavra.Api.Configuration;

/// <summary>The settings of the host. Read once at start, all of them before anything is served.</summary>
/// <param name="Rates">How often anyone may call.</param>
/// <param name="Network">Who is listened to, and how.</param>
internal sealed record ApiSettings(RateSettings Rates, NetworkSettings Network)
{
    public static ApiSettings Read(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var settings = new ApiSettings(RateSettings.Read(reader), NetworkSettings.Read(reader));
        reader.ThrowIfInvalid();
        return settings;
    }
}
