using Cavra.Domain.Abstractions;

namespace Cavra.Domain.WorkerRuns;

/// <summary>When and how the retry worker runs, as a person decides it.</summary>
public sealed record WorkerTerms
{
    public const int IntervalMin = 1;

    /// <summary>A week.</summary>
    public const int IntervalMax = 10_080;

    public const int GraceMin = 1;

    public const int GraceMax = 1_440;

    public const int MaxRuntimeMin = 1;

    public const int MaxRuntimeMax = 1_440;

    public const int CronMaxLength = 100;

    public const int TimeZoneMaxLength = 64;

    public const int HeartbeatUrlRefMaxLength = 200;

    /// <summary>False starts nothing.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Minutes from window to window, 1 to 10,080; null exactly when <see cref="Cron"/> is given.</summary>
    public int? IntervalMinutes { get; init; } = 30;

    /// <summary>A cron expression of five fields, each of whose occurrences starts a window.</summary>
    public string? Cron { get; init; }

    /// <summary>IANA name of the time zone in which <see cref="Cron"/> is read; intervals do not depend on it.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>How late a run may start, in minutes from its window's start, 1 to 1,440, the last instant included.</summary>
    public int GraceMinutes { get; init; } = 5;

    /// <summary>How long a run may take, in minutes, 1 to 1,440, the last instant included.</summary>
    public int MaxRuntimeMinutes { get; init; } = 15;

    public RunMode Mode { get; init; } = RunMode.DryRun;

    public MisfirePolicy Misfire { get; init; } = MisfirePolicy.Skip;

    /// <summary>Where the URL called after each run lives: <c>env:NAME</c> or <c>file:PATH</c>; null calls nothing.</summary>
    public string? HeartbeatUrlRef { get; init; }

    public TimeSpan Grace => TimeSpan.FromMinutes(GraceMinutes);

    /// <summary>The cadence in words, as runs and history show it.</summary>
    public string Cadence => IntervalMinutes is { } minutes ? $"every {minutes} minutes" : $"cron {Cron} {TimeZone}";

    /// <summary>Names every rule that is broken; whether cron and time zone make sense is not asked here.</summary>
    public Result Check()
    {
        var broken = Broken().ToDictionary(rule => rule.Member, rule => new[] { rule.Message });
        return broken.Count == 0 ? Result.Done : WorkerScheduleRefusals.Invalid with { Errors = broken };
    }

    private IEnumerable<(string Member, string Message)> Broken()
    {
        if (IntervalMinutes is null == Cron is null)
        {
            yield return ("/cron", "Give either interval_minutes or cron.");
        }
        else if (Cron is { } cron && TextLength.Of(cron) is 0 or > CronMaxLength)
        {
            yield return ("/cron", "Must have 1 to 100 characters.");
        }

        if (IntervalMinutes is < IntervalMin or > IntervalMax)
        {
            yield return ("/interval_minutes", "Must be from 1 to 10080.");
        }

        if (TextLength.Of(TimeZone) is 0 or > TimeZoneMaxLength)
        {
            yield return ("/time_zone", "Must have 1 to 64 characters.");
        }

        if (GraceMinutes is < GraceMin or > GraceMax)
        {
            yield return ("/grace_minutes", "Must be from 1 to 1440.");
        }

        if (MaxRuntimeMinutes is < MaxRuntimeMin or > MaxRuntimeMax)
        {
            yield return ("/max_runtime_minutes", "Must be from 1 to 1440.");
        }

        if (HeartbeatUrlRef is { } reference && !IsReference(reference))
        {
            yield return ("/heartbeat_url_ref", "Must be env:NAME or file:PATH, of at most 200 characters.");
        }
    }

    private static bool IsReference(string text) =>
        TextLength.Of(text) <= HeartbeatUrlRefMaxLength
        && (text.StartsWith("env:", StringComparison.Ordinal) || text.StartsWith("file:", StringComparison.Ordinal))
        && text.Length > text.IndexOf(':') + 1
        && !text.Contains("://", StringComparison.Ordinal);
}

/// <summary>Why a worker schedule is not taken.</summary>
public static class WorkerScheduleRefusals
{
    public static readonly Refusal Invalid =
        new(RefusalKind.Invalid, "worker_schedule.invalid", "The worker schedule breaks a rule.");

    public static readonly Refusal CronUnreadable =
        new(RefusalKind.Invalid, "worker_schedule.cron_unreadable", "The cron expression can't be read, or never occurs.")
        {
            Errors = new Dictionary<string, string[]> { ["/cron"] = ["Must be a cron expression of five fields."] },
        };

    public static readonly Refusal TimeZoneUnknown =
        new(RefusalKind.Invalid, "worker_schedule.time_zone_unknown", "There is no such time zone.")
        {
            Errors = new Dictionary<string, string[]> { ["/time_zone"] = ["Must be an IANA time zone name."] },
        };
}
