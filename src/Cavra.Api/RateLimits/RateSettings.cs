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

/// <summary>A token bucket's measure.</summary>
/// <param name="Permits">Calls that come free every <see cref="Period"/>.</param>
/// <param name="Burst">Calls at once after a rest.</param>
internal sealed record Rate(int Permits, int Burst)
{
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whole seconds until that many calls have come free, at least 1.</summary>
    public int SecondsFor(long calls) => (int)Math.Max(1, Math.Ceiling(Math.Ceiling(calls / (double)Permits) * Period.TotalSeconds));
}
