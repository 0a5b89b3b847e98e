namespace Cavra.Application.AuditDeliveries;

/// <summary>How hard one attempt tries.</summary>
/// <param name="Retries">Quick re-tries at most, 0 to 5.</param>
/// <param name="TimeoutSeconds">Bound of one try, 0.1 to 30 seconds.</param>
public sealed record SendTerms(int Retries, double TimeoutSeconds)
{
    public const int MaxRetries = 5;

    public const double MinTimeoutSeconds = 0.1;

    public const double MaxTimeoutSeconds = 30;

    public static SendTerms Default { get; } = new(Retries: 2, TimeoutSeconds: 10);

    public TimeSpan Timeout => TimeSpan.FromSeconds(TimeoutSeconds);

    /// <summary>Longer than the attempt can take: every try at its bound, every wait between at its longest, and the recording.</summary>
    public TimeSpan Lease => ((Timeout + LongestWait) * (Retries + 1)) + Recording;

    private static TimeSpan LongestWait => TimeSpan.FromSeconds(6);

    private static TimeSpan Recording => TimeSpan.FromSeconds(5);
}
