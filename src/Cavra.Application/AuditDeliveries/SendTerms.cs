using Cavra.Domain.Connectors;

namespace Cavra.Application.AuditDeliveries;

/// <summary>How hard one attempt tries.</summary>
/// <param name="Retries">Quick re-tries at most, 0 to 5.</param>
/// <param name="TimeoutSeconds">Bound of one try, 0.1 to 30 seconds.</param>
public sealed record SendTerms(int Retries, double TimeoutSeconds)
{
    public const int MaxRetries = 5;

    public const double MinTimeoutSeconds = 0.1;

    public const double MaxTimeoutSeconds = 30;

    /// <summary>Attempts of one round that are under way at the same time, at most.</summary>
    public const int AtOnce = 32;

    /// <summary>How long a try waits at most for its turn at a connector that is busy; a try that gets none is not made.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static SendTerms Default { get; } = new(Retries: 2, TimeoutSeconds: 10);

    public TimeSpan Timeout => TimeSpan.FromSeconds(Math.Clamp(TimeoutSeconds, MinTimeoutSeconds, MaxTimeoutSeconds));

    /// <summary>
    /// Longer than the attempt can take: every try at its bound, every wait for a turn and between tries at its longest, and the
    /// recording.
    /// </summary>
    public TimeSpan Lease => ((Timeout + Patience + LongestWait) * (Math.Clamp(Retries, 0, MaxRetries) + 1)) + Recording;

    /// <summary>How much longer an attempt may take where its vendor confirms later than it takes.</summary>
    public static TimeSpan ToConfirm(Connector? connector) =>
        connector is { ConfirmTime: var time } && time > TimeSpan.Zero ? time + Patience + Confirming : TimeSpan.Zero;

    private static TimeSpan Confirming => TimeSpan.FromSeconds(15);

    // What the engine waits between two tries, with what a receiver may ask for (5 s) and the chance on top.
    private static TimeSpan LongestWait => TimeSpan.FromSeconds(6);

    private static TimeSpan Recording => TimeSpan.FromSeconds(10);

    /// <summary>The lease of the attempt at that place of its round: those before it may have to end first.</summary>
    /// <param name="place">From 0.</param>
    public TimeSpan LeaseOf(int place) => Lease * (1 + (place / AtOnce));
}
