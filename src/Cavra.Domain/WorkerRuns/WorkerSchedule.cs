using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.WorkerRuns;

/// <summary>The one schedule by which a workspace's retry worker runs.</summary>
public sealed class WorkerSchedule : IEvidenced
{
    private WorkerSchedule()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required WorkerScheduleId Id { get; init; }

    public WorkerTerms Terms { get; private set; } = new();

    /// <summary>When the terms last became different; windows that began before are neither run nor missed.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>When it was last switched on or off.</summary>
    public DateTimeOffset SwitchedAt { get; private set; }

    /// <summary>Who made it what it is; null while nobody has touched the default.</summary>
    public string? ChangedBy { get; private set; }

    /// <summary>What health needs to know of it.</summary>
    public ScheduleFact Standing => new(Terms, ChangedAt, SwitchedAt);

    public EvidenceFacts Evidence => new(
        WireNames.WorkerScheduleKind, "worker schedule", Ids.Format(Id), new Dictionary<string, object?>
        {
            ["enabled"] = Terms.Enabled,
            ["cadence"] = Terms.Cadence,
            ["interval_minutes"] = Terms.IntervalMinutes,
            ["cron"] = Terms.Cron,
            ["time_zone"] = Terms.TimeZone,
            ["grace_minutes"] = Terms.GraceMinutes,
            ["max_runtime_minutes"] = Terms.MaxRuntimeMinutes,
            ["mode"] = WireName.Of(Terms.Mode),
            ["misfire"] = WireName.Of(Terms.Misfire),
            ["changed_at"] = ChangedAt,
        });

    /// <summary>The schedule of a workspace for which nobody has made one: every 30 minutes, dry, enabled.</summary>
    public static WorkerSchedule Default(WorkspaceId workspace, DateTimeOffset now) => new()
    {
        WorkspaceId = workspace,
        Id = Ids.New<WorkerScheduleId>(now),
        ChangedAt = now,
        SwitchedAt = now,
    };

    /// <summary>Takes new terms. The same terms again change nothing, so that missed windows can't be hidden that way.</summary>
    public Result Redefine(WorkerTerms terms, string by, DateTimeOffset now)
    {
        if (terms.Check().Refusal is { } refusal)
        {
            return refusal;
        }

        if (terms == Terms)
        {
            return Result.Done;
        }

        SwitchedAt = terms.Enabled == Terms.Enabled ? SwitchedAt : now;
        (Terms, ChangedAt, ChangedBy) = (terms, now, by);
        return Result.Done;
    }
}

/// <summary>A worker schedule as it stands at one moment.</summary>
/// <param name="Terms">When and how the worker runs.</param>
/// <param name="ChangedAt">When the terms last became different.</param>
/// <param name="SwitchedAt">When it was last switched on or off.</param>
public sealed record ScheduleFact(WorkerTerms Terms, DateTimeOffset ChangedAt, DateTimeOffset SwitchedAt);

/// <summary>Names the worker schedule of a workspace.</summary>
public readonly record struct WorkerScheduleId(Guid Value) : IId<WorkerScheduleId>
{
    public static string Prefix => "gordackschedule";

    public static WorkerScheduleId From(Guid value) => new(value);

    public override string ToString() => Ids.Format(this);
}
