using Cavra.Api.RateLimits;
using Cavra.Infrastructure.Configuration;
using Cavra.Infrastructure.Delivery;

namespace Cavra.Api.Configuration;

/// <summary>The settings of the host. Read once at start, all of them before anything is served.</summary>
/// <param name="Rates">How often anyone may call.</param>
/// <param name="Network">Who is listened to, and how.</param>
internal sealed record ApiSettings(RateSettings Rates, NetworkSettings Network)
{
    /// <param name="configuration">Where the settings are.</param>
    /// <param name="connectorFailure">Why the connector file can't be read; null when it can.</param>
    public static ApiSettings Read(IConfiguration configuration, string? connectorFailure = null)
    {
        var reader = new SettingsReader(configuration);
        if (connectorFailure is not null)
        {
            reader.Reject(DeliveryServices.ConnectorFileSetting, $"names a file that can't be taken: {connectorFailure.TrimEnd('.')}");
        }

        var settings = new ApiSettings(RateSettings.Read(reader), NetworkSettings.Read(reader));
        reader.ThrowIfInvalid();
        return settings;
    }
}
