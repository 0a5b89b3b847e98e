using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;

namespace Cavra.Domain.Evidence.Log;

/// <summary>
/// That a log is to go on from the tree that is stored although more of it was signed once, after a restore for example: asked by one
/// person and confirmed by another. It changes nothing by itself; whoever runs a worker lets that go on by it.
/// </summary>
public sealed class LogAdoption : IEvidenced
{
    /// <summary>How long after it was asked it may be confirmed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    private LogAdoption()
    {
    }

    public required WorkspaceId WorkspaceId { get; init; }

    public required LogAdoptionId Id { get; init; }

    /// <summary>Entries of the tree that was stored when it was asked; 0 for a log that held nothing.</summary>
    public required long TreeSize { get; init; }

    /// <summary>Its root, 32 bytes.</summary>
    public required byte[] RootHash { get; init; }

    /// <summary>Why; public-safe.</summary>
    public required string Reason { get; init; }

    public required Actor AskedBy { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Null while nobody has.</summary>
    public Actor? ConfirmedBy { get; private set; }

    /// <summary>Null while nobody has.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>As stored: that it has expired is not written down, see <see cref="StateAt"/>.</summary>
    public LogAdoptionState State { get; private set; }

    /// <summary>The first instant at which it can't be confirmed any more.</summary>
    public DateTimeOffset ExpiresAt => AskedAt + Patience;

    /// <summary>What is adopted.</summary>
    public TreeState Tree => new(TreeSize, TreeHash.Of(RootHash));

    public EvidenceFacts Evidence => new(WireNames.LogAdoptionKind, "log adoption", Id.ToString(), new Dictionary<string, object?>
    {
        ["state"] = WireName.Of(State),
        ["tree_size"] = TreeSize,
        ["root_hash"] = Convert.ToBase64String(RootHash),
        ["reason"] = Reason,
        ["asked_by"] = AskedBy.Display,
        ["asked_at"] = AskedAt,
        ["confirmed_by"] = ConfirmedBy?.Display,
        ["confirmed_at"] = ConfirmedAt,
    });

    /// <summary>Asks that a log be adopted, or refuses one that does not stand still for what is remembered of it.</summary>
    /// <param name="log">The log; null where it was never signed.</param>
    /// <param name="stored">The tree that its newest checkpoint is over; null where its size is not that of the log.</param>
    /// <param name="reason">Why; redacted.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="now">When.</param>
    public static Result<LogAdoption> Ask(LogTree? log, TreeState? stored, string reason, Actor by, DateTimeOffset now)
    {
        if (log?.StoppedFor is not LogStop.Forgotten)
        {
            return LogAdoptionRefusals.NotStopped;
        }

        return stored is null
            ? LogAdoptionRefusals.Damaged
            : new LogAdoption
            {
                WorkspaceId = log.WorkspaceId,
                Id = Ids.New<LogAdoptionId>(now),
                TreeSize = stored.Size,
                RootHash = stored.Root.ToArray(),
                Reason = reason,
                AskedBy = by,
                AskedAt = now,
            };
    }

    /// <summary>Where it stands, with time counted.</summary>
    public LogAdoptionState StateAt(DateTimeOffset now) =>
        State is LogAdoptionState.Asked && now >= ExpiresAt ? LogAdoptionState.Expired : State;

    /// <summary>Confirms it, once, in time, by somebody else, while the log is what was asked about.</summary>
    /// <param name="stored">The tree as it is stored now; null where its size is not that of the log.</param>
    /// <param name="by">Who confirms.</param>
    /// <param name="now">When.</param>
    public Result<LogAdoption> Confirm(TreeState? stored, Actor by, DateTimeOffset now)
    {
        if (WhyNot(stored, by, now) is { } refusal)
        {
            return refusal;
        }

        (State, ConfirmedBy, ConfirmedAt) = (LogAdoptionState.Confirmed, by, now);
        return this;
    }

    private Refusal? WhyNot(TreeState? stored, Actor by, DateTimeOffset now) => StateAt(now) switch
    {
        LogAdoptionState.Confirmed => LogAdoptionRefusals.AlreadyConfirmed,
        LogAdoptionState.Expired => LogAdoptionRefusals.Expired,
        _ when AskedBy.Person == by.Person => LogAdoptionRefusals.SamePerson,
        _ when stored != Tree => LogAdoptionRefusals.AnotherTree,
        _ => null,
    };
}

/// <summary>Where an adoption stands.</summary>
public enum LogAdoptionState
{
    /// <summary>Another person has yet to confirm it.</summary>
    Asked,

    /// <summary>Workers may be let go on by it.</summary>
    Confirmed,

    /// <summary>Nobody confirmed it in time.</summary>
    Expired,
}
