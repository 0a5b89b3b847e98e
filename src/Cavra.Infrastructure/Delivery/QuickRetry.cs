namespace Cavra.Infrastructure.Delivery;

/// <summary>How long the engine waits before it tries again within one attempt.</summary>
internal static class QuickRetry
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>
    /// What the receiver asked for, else 200 ms doubling up to 2 s; plus up to a quarter by chance, never less than promised.
    /// </summary>
    /// <param name="tries">How often was tried already, at least 1.</param>
    /// <param name="retryAfter">What the receiver asked for; null when it did not.</param>
    /// <param name="chance">From 0 to 1.</param>
    public static TimeSpan Delay(int tries, TimeSpan? retryAfter, double chance)
    {
        var backOff = First * Math.Pow(2, Math.Min(tries, 10) - 1);
        var wait = backOff < Longest ? backOff : Longest;
        var promised = retryAfter > wait ? retryAfter.Value : wait;
        return promised + (wait * 0.25 * chance);
    }
}
