using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.Evidence;

namespace Cavra.Domain.Connectors;

/// <summary>What is known of a connector beside its configuration: paused by whom, gone, failing.</summary>
public sealed class ConnectorState : IEvidenced
{
    private ConnectorState()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    /// <summary>The connector's name; with the workspace, the key.</summary>
    public required string Name { get; init; }

    /// <summary>Null unless paused.</summary>
    public ConnectorPause? Pause { get; private set; }

    /// <summary>Since the receiver said 410; null unless it did. Only a person's test ends it.</summary>
    public DateTimeOffset? GoneSince { get; private set; }

    public CircuitBreaker Breaker { get; private set; } = CircuitBreaker.Closed;

    /// <summary>When something last got through it; null while nothing has.</summary>
    public DateTimeOffset? SucceededAt { get; private set; }

    /// <summary>What the rules need to know of it.</summary>
    public ConnectorStatus Standing => new(Name, Pause is not null, GoneSince, Breaker, SucceededAt);

    public EvidenceFacts Evidence => new(WireNames.ConnectorStateKind, "connector", Name, new Dictionary<string, object?>
    {
        ["connector"] = Name,
        ["paused"] = Pause is not null,
        ["pause_reason"] = Pause?.Reason,
        ["gone_since"] = GoneSince,
        ["circuit_open"] = !Breaker.IsClosed,
    });

    public static ConnectorState Of(WorkspaceId workspace, string name) => new() { WorkspaceId = workspace, Name = name };

    /// <summary>Why nothing may be sent through it now; null when something may.</summary>
    public HoldReason? Obstacle(DateTimeOffset now) => Standing.Obstacle(now);

    /// <summary>Whether it lets any number through, one not having to know of another.</summary>
    public bool IsClear(DateTimeOffset now) => Obstacle(now) is null && Breaker.IsClosed;

    /// <summary>Lets one attempt through, or says what is in the way; of a half-open circuit it takes the one probe.</summary>
    /// <returns>Null when the attempt may be made.</returns>
    public HoldReason? LetThrough(TimeSpan lease, DateTimeOffset now)
    {
        var obstacle = Obstacle(now);
        if (obstacle is null)
        {
            Breaker = Breaker.LetThrough(lease, now);
        }

        return obstacle;
    }

    /// <summary>Learns from the result of an attempt. Faults of ours say nothing about the receiver and do not count.</summary>
    public void Apply(AttemptReport report, DateTimeOffset now)
    {
        Breaker = report.Outcome is not DeliveryOutcome.Failed ? Breaker.Succeeded(now)
            : report.Fault is Fault.Ours ? Breaker.ReleaseProbe()
            : Breaker.Failed(now);

        SucceededAt = report.Outcome is DeliveryOutcome.Failed ? SucceededAt : now;
        if (report.Gone)
        {
            GoneSince ??= now;
        }
    }

    /// <summary>The shares of its failure limit that it has reached and that nobody was told of since its last success.</summary>
    /// <returns>Each once: they count as told.</returns>
    public IReadOnlyList<FailureWarning> Warn(int failureLimit)
    {
        var reached = FailureShare.Reached(Breaker.ConsecutiveFailures, failureLimit).Where(share => share.Percent > Breaker.WarnedPercent);
        FailureWarning[] warnings = [.. reached.Select(share => new FailureWarning(Name, share))];
        if (warnings is [.., var highest])
        {
            Breaker = Breaker with { WarnedPercent = highest.Share.Percent };
        }

        return warnings;
    }

    /// <summary>Learns from a test that a person made: one that succeeds makes a gone connector usable again.</summary>
    public void ApplyTest(AttemptReport report, DateTimeOffset now)
    {
        Apply(report, now);
        if (report.Outcome is not DeliveryOutcome.Failed)
        {
            GoneSince = null;
        }
    }

    /// <summary>Stops everything through it until it is resumed.</summary>
    public Result PauseFor(FreeText reason, Actor by, DateTimeOffset now)
    {
        if (Pause is not null)
        {
            return ConnectorRefusals.AlreadyPaused;
        }

        Pause = new ConnectorPause(reason.Value, by, now);
        return Result.Done;
    }

    /// <summary>Lets things through again; what was held is released by <see cref="Destination.Release"/>.</summary>
    public Result Resume()
    {
        if (Pause is null)
        {
            return ConnectorRefusals.NotPaused;
        }

        Pause = null;
        return Result.Done;
    }
}

/// <summary>That a connector is paused.</summary>
/// <param name="Reason">Public-safe text of whoever paused it.</param>
/// <param name="By">Who paused it.</param>
/// <param name="At">When.</param>
public sealed record ConnectorPause(string Reason, Actor By, DateTimeOffset At);
