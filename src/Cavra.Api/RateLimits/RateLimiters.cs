using Cavra.Api.Configuration;

namespace Cavra.Api.RateLimits;

/// <summary>Every bucket of this process.</summary>
internal sealed class RateLimiters(ApiSettings settings) : IDisposable
{
    public TokenBuckets Address { get; } = new("address", settings.Rates.Address);

    public TokenBuckets Open { get; } = new("open", settings.Rates.Open);

    public TokenBuckets FailedAuthentication { get; } = new("authentication", settings.Rates.FailedAuthentication);

    public TokenBuckets Reads { get; } = new("read", settings.Rates.Reads);

    public TokenBuckets Writes { get; } = new("write", settings.Rates.Writes);

    public void Dispose()
    {
        Address.Dispose();
        Open.Dispose();
        FailedAuthentication.Dispose();
        Reads.Dispose();
        Writes.Dispose();
    }
}
