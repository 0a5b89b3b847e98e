using System.Text.Json;
using System.Text.Json.Serialization;
using Cavra.Application.Messaging;
using Cavra.Application.Wire;
using Cavra.Domain.Evidence;
using Cavra.Domain.WorkerRuns;

namespace Cavra.Application.WorkerRuns;

/// <summary>The worker schedule, as answers show it.</summary>
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
public sealed record WindowView(DateTimeOffset WindowStart, DateTimeOffset WindowEnd);
