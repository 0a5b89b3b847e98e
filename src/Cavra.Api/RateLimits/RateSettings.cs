using Cavra.Infrastructure.Configuration;

namespace Cavra.Api.RateLimits;

/// <summary>How often anyone may call. The defaults stop a runaway loop; a person or a pipeline never meets them.</summary>
/// <param name="Address">Any other call, by address, before anybody is authenticated.</param>
/// <param name="FailedAuthentication">Credentials that were not valid, by address.</param>
/// <param name="Reads">GET, by credential.</param>
/// <param name="Writes">Everything else, by credential.</param>
internal sealed record RateSettings(Rate Address, Rate FailedAuthentication, Rate Reads, Rate Writes)
{
    private const int Most = 1_000_000;

    private static readonly Rate OpenByDefault = new(200, 1_000);

    /// <summary>Health and <c>/console/config</c>, by address; they count nowhere else.</summary>
    public Rate Open { get; init; } = OpenByDefault;

    public static RateSettings Read(SettingsReader reader) => new(
        Read(reader, "CAVRA_RATE_ADDRESS", new Rate(400, 2_000)),
        Read(reader, "CAVRA_RATE_FAILED_AUTHENTICATION", new Rate(1, 20)),
        Read(reader, "CAVRA_RATE_READS", new Rate(200, 1_000)),
        Read(reader, "CAVRA_RATE_WRITES", new Rate(100, 500)))
    {
        Open = Read(reader, "CAVRA_RATE_OPEN", OpenByDefault),
    };

    private static Rate Read(SettingsReader reader, string name, Rate fallback) => new(
        reader.Number($"{name}_PER_SECOND", fallback.Permits, 1, Most),
        reader.Number($"{name}_BURST", fallback.Burst, 1, Most));
}
