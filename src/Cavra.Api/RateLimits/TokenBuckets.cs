using System.Globalization;
using System.Threading.RateLimiting;
using Cavra.Api.Configuration;
using Cavra.Api.Problems;

namespace Cavra.Api.RateLimits;

/// <summary>One token bucket per caller, all of one measure.</summary>
internal sealed class TokenBuckets(string policy, Rate rate) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _buckets = PartitionedRateLimiter.Create<string, string>(
        caller => RateLimitPartition.GetTokenBucketLimiter(caller, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = rate.Burst,
            TokensPerPeriod = rate.Permits,
            ReplenishmentPeriod = rate.Period,
            QueueLimit = 0,
        }));

    public bool TryTake(string caller)
    {
        using var lease = _buckets.AttemptAcquire(caller);
        return lease.IsAcquired;
    }

    /// <summary>Whether a call would be let through, without counting one.</summary>
    public bool HasAny(string caller) => Left(caller) > 0;

    /// <summary>Tells the caller what is left, as draft-ietf-httpapi-ratelimit-headers writes it.</summary>
    public void Announce(HttpResponse response, string caller)
    {
        var left = Left(caller);
        response.Headers["RateLimit-Policy"] = Invariant($"\"{policy}\";q={rate.Burst};w={rate.SecondsFor(rate.Burst)}");
        response.Headers["RateLimit"] = Invariant($"\"{policy}\";r={left};t={rate.SecondsFor(rate.Burst - left)}");
    }

    public Task RefuseAsync(HttpContext http, string caller)
    {
        Announce(http.Response, caller);
        http.Response.Headers.RetryAfter = Invariant($"{rate.SecondsFor(1)}");
        return HttpRefusals.TooManyRequests.WriteAsync(http);
    }

    public void Dispose() => _buckets.Dispose();

    // Whole ones: asking the limiter for none would succeed on the fraction that comes back at once.
    private long Left(string caller) => _buckets.GetStatistics(caller)?.CurrentAvailablePermits ?? rate.Burst;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

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
