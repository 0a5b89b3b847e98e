namespace Cavra.Domain.Connectors;

/// <summary>Keeps Cavra from hammering a receiver that keeps failing: closed, open, or half-open with one probe.</summary>
/// <remarks>An immutable value small enough for one row; the whole fleet shares it through the database.</remarks>
public sealed record CircuitBreaker
{
    /// <summary>It opens at this many failures in a row.</summary>
    public const int FailuresInARow = 5;

    /// <summary>It opens when <see cref="FailingPercent"/> of at least this many attempts in <see cref="Window"/> failed.</summary>
    public const int FewestAttempts = 10;

    public const int FailingPercent = 70;

    /// <summary>Counted by the minute: the minute it is, and the four before.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>How long it stays open at first; doubles with each failing probe.</summary>
    public static readonly TimeSpan FirstOpening = TimeSpan.FromSeconds(30);

    public static readonly TimeSpan LongestOpening = TimeSpan.FromMinutes(15);

    /// <summary>So many of its openings and closings are kept.</summary>
    public const int ChangesKept = 10;

    public static readonly CircuitBreaker Closed = new();

    public int ConsecutiveFailures { get; init; }

    /// <summary>When the first of them was; null while there is none.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>The highest share of the connector's failure limit that was told since its last success, in per cent; 0 for none.</summary>
    public int WarnedPercent { get; init; }

    /// <summary>Attempts of the window, one item a minute, oldest first; at most five.</summary>
    public IReadOnlyList<MinuteTally> Minutes { get; init; } = [];

    /// <summary>How often it opened since it was last closed; 0 while it is closed.</summary>
    public int Openings { get; init; }

    /// <summary>Half-open from this instant on; null while it is closed.</summary>
    public DateTimeOffset? OpenUntil { get; init; }

    /// <summary>While half-open: the one probe has until then to report; null when there is no probe.</summary>
    public DateTimeOffset? ProbeUntil { get; init; }

    /// <summary>Its newest openings and closings, oldest first; people look at them, and no rule does.</summary>
    public IReadOnlyList<BreakerChange> Changes { get; init; } = [];

    public bool IsClosed => OpenUntil is null;

    /// <summary>Closed, open or half-open.</summary>
    public BreakerState StateAt(DateTimeOffset now) =>
        IsClosed ? BreakerState.Closed : now < OpenUntil ? BreakerState.Open : BreakerState.HalfOpen;

    /// <summary>When it opened, for the last time; null while it is closed.</summary>
    public DateTimeOffset? OpenedAt => OpenUntil - Opening(Openings);

    /// <summary>Whether an attempt would be turned away: open, or half-open with its probe under way.</summary>
    public bool Blocks(DateTimeOffset now) => now < OpenUntil || now < ProbeUntil;

    /// <summary>When an attempt may be made again, as far as is known; null when one may now.</summary>
    public DateTimeOffset? BlocksUntil(DateTimeOffset now) => !Blocks(now) ? null : now < OpenUntil ? OpenUntil : ProbeUntil;

    /// <summary>Lets an attempt through; half-open it is the probe, and others are turned away until it has reported.</summary>
    public CircuitBreaker LetThrough(TimeSpan lease, DateTimeOffset now) =>
        Blocks(now) ? throw new InvalidOperationException("The circuit is open.")
        : IsClosed ? this
        : this with { ProbeUntil = now + lease };

    public CircuitBreaker Succeeded(DateTimeOffset now) => IsClosed
        ? this with { ConsecutiveFailures = 0, FailingSince = null, WarnedPercent = 0, Minutes = Tallied(failed: false, now) }
        : Closed with { Changes = With(new BreakerChange(BreakerTurn.Closed, now, ConsecutiveFailures, BlockedUntil: null)) };

    public CircuitBreaker Failed(DateTimeOffset now)
    {
        var counted = this with
        {
            ConsecutiveFailures = ConsecutiveFailures + 1,
            FailingSince = FailingSince ?? now,
            Minutes = Tallied(failed: true, now),
        };

        // A straggler that was under way when the circuit opened tells nothing new.
        return now < OpenUntil ? counted
            : !IsClosed || counted.IsFailing ? counted.Opened(now)
            : counted;
    }

    /// <summary>Gives the probe's place back when it ended without saying anything about the receiver.</summary>
    public CircuitBreaker ReleaseProbe() => this with { ProbeUntil = null };

    private bool IsFailing => ConsecutiveFailures >= FailuresInARow
        || (Minutes.Sum(minute => minute.Attempts) is var attempts and >= FewestAttempts
            && 100 * Minutes.Sum(minute => minute.Failures) >= FailingPercent * attempts);

    private CircuitBreaker Opened(DateTimeOffset now)
    {
        var (until, turn) = (now + Opening(Openings + 1), IsClosed ? BreakerTurn.Opened : BreakerTurn.StayedOpen);
        return this with
        {
            Openings = Openings + 1,
            OpenUntil = until,
            ProbeUntil = null,
            Changes = With(new BreakerChange(turn, now, ConsecutiveFailures, until)),
        };
    }

    private IReadOnlyList<BreakerChange> With(BreakerChange change) => [.. Changes.TakeLast(ChangesKept - 1), change];

    private static TimeSpan Opening(int count) =>
        TimeSpan.FromTicks((long)Math.Min(LongestOpening.Ticks, FirstOpening.Ticks * Math.Pow(2, count - 1)));

    private IReadOnlyList<MinuteTally> Tallied(bool failed, DateTimeOffset now)
    {
        var minute = now.ToUnixTimeSeconds() / 60;
        var kept = Minutes.Where(tally => tally.Minute > minute - (long)Window.TotalMinutes).ToList();
        var current = kept.Find(tally => tally.Minute == minute) ?? new MinuteTally(minute, 0, 0);
        kept.Remove(current);

        return [.. kept, current with { Attempts = current.Attempts + 1, Failures = current.Failures + (failed ? 1 : 0) }];
    }
}

/// <summary>What a circuit breaker lets through: everything, nothing, or one probe.</summary>
public enum BreakerState
{
    Closed,
    Open,
    HalfOpen,
}

/// <summary>One opening or closing of a circuit.</summary>
/// <param name="Change">Which it was.</param>
/// <param name="OccurredAt">When.</param>
/// <param name="ConsecutiveFailures">Failures in a row by then; of a closing, those that it ended.</param>
/// <param name="BlockedUntil">Until when it was open; null of a closing.</param>
public sealed record BreakerChange(BreakerTurn Change, DateTimeOffset OccurredAt, int ConsecutiveFailures, DateTimeOffset? BlockedUntil);

/// <summary>What became of a circuit.</summary>
public enum BreakerTurn
{
    /// <summary>It opened after failures.</summary>
    Opened,

    /// <summary>Its probe failed, and it opened again for longer.</summary>
    StayedOpen,

    /// <summary>Something got through.</summary>
    Closed,
}

/// <summary>Attempts of one minute.</summary>
/// <param name="Minute">Whole minutes since the Unix epoch.</param>
/// <param name="Attempts">All that count, failures included.</param>
/// <param name="Failures">Those that failed by the receiver's or the network's fault.</param>
public sealed record MinuteTally(long Minute, int Attempts, int Failures);
