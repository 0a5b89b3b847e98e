namespace Cavra.Api.RateLimits;

/// <summary>A token bucket's measure.</summary>
/// <param name="Permits">Calls that come free every <see cref="Period"/>.</param>
/// <param name="Burst">Calls at once after a rest.</param>
internal sealed record Rate(int Permits, int Burst)
{
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whole seconds until that many calls have come free, at least 1.</summary>
    public int SecondsFor(long calls) => (int)Math.Max(1, Math.Ceiling(Math.Ceiling(calls / (double)Permits) * Period.TotalSeconds));
}
