using System.Text.Json;
using System.Text.Json.Serialization;
using Cavra.Application.Messaging;
using Cavra.Application.Wire;
using Cavra.Domain.Evidence;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Application.WorkerRuns;

/// <summary>The worker schedule, as answers show it.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="Enabled">Whether the worker runs by itself.</param>
/// <param name="Cadence">The rhythm in words: the interval, or cron with its time zone.</param>
/// <param name="IntervalMinutes">Minutes from window to window, 1 to 10,080; null where cron counts.</param>
/// <param name="Cron">Five fields of a cron expression; null where an interval counts.</param>
/// <param name="TimeZone">IANA name of the time zone that cron is read in, such as Europe/Berlin.</param>
/// <param name="GraceMinutes">Minutes after a window's start before a run counts as late, 1 to 1,440.</param>
/// <param name="MaxRuntimeMinutes">Minutes a run may take before it is timed out, 1 to 1,440.</param>
/// <param name="Mode">Whether scheduled runs send anything.</param>
/// <param name="Misfire">What is done about windows that were missed.</param>
/// <param name="HeartbeatUrlRef">Where the URL called after each run lives: env:NAME or file:PATH; null calls nothing.</param>
/// <param name="ChangedAt">When it was changed last.</param>
/// <param name="ChangedBy">Who changed it last; null where nobody did.</param>
public sealed record WorkerScheduleView(
    string SchemaVersion, string Product, bool Enabled, string Cadence, int? IntervalMinutes, string? Cron, string TimeZone,
    int GraceMinutes, int MaxRuntimeMinutes, RunMode Mode, MisfirePolicy Misfire, string? HeartbeatUrlRef, DateTimeOffset ChangedAt,
    string? ChangedBy) : IVersioned
{
    private const int WindowsShown = 5;

    /// <summary>The windows that begin next; none while it is disabled.</summary>
    public IReadOnlyList<WindowView> NextWindows { get; init; } = [];

    /// <summary>The digest of everything but the windows, which move on by themselves.</summary>
    [JsonIgnore]
    public string Version =>
        $"\"{ContentDigest.Of(JsonSerializer.SerializeToNode(this with { NextWindows = [] }, WireJson.Options)!)}\"";

    string IVersioned.ETag => Version;

    public static WorkerScheduleView Of(WorkerSchedule schedule, IWindows windows, DateTimeOffset now)
    {
        var terms = schedule.Terms;
        return new WorkerScheduleView(
            WireNames.WorkerScheduleSchema, WireNames.Product, terms.Enabled, terms.Cadence, terms.IntervalMinutes, terms.Cron,
            terms.TimeZone, terms.GraceMinutes, terms.MaxRuntimeMinutes, terms.Mode, terms.Misfire, terms.HeartbeatUrlRef,
            schedule.ChangedAt, schedule.ChangedBy)
        {
            NextWindows = terms.Enabled ? [.. Next(windows, now).Take(WindowsShown)] : [],
        };
    }

    private static IEnumerable<WindowView> Next(IWindows windows, DateTimeOffset now)
    {
        for (var window = windows.After(now); ; window = windows.After(window.Start))
        {
            yield return new WindowView(window.Start, window.End);
        }
    }
}

/// <summary>A window: its start belongs to it, its end to the next.</summary>
/// <param name="WindowStart">First instant of the window.</param>
/// <param name="WindowEnd">First instant after the window.</param>
public sealed record WindowView(DateTimeOffset WindowStart, DateTimeOffset WindowEnd);
