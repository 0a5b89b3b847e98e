using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Evidence.Log;

/// <summary>Shows what of the workspace's evidence would go when, by its policy, and what has gone. Nothing is changed by it.</summary>
public sealed record GetRetention : IQuery<RetentionView>
{
    public static Permission Permission => Permissions.PolicyRead;
}

/// <summary>What of the workspace's evidence goes when.</summary>
/// <param name="EvidenceKeptDays">Days that the policy keeps the bytes of evidence for; null: for ever.</param>
/// <param name="RemovedEnd">Index of the first entry that no retention has taken the bytes of.</param>
/// <param name="Removable">Entries whose bytes would go now.</param>
/// <param name="HeldSince">When the oldest delivery was made whose loop is open: what came about later, and in the 30 days before, stays; null where none is.</param>
/// <param name="Segments">Whole segments of the log that are still there, the oldest first, at most 16.</param>
/// <param name="Removals">What has gone, or is about to, by retention and by erasure, the newest first, at most 20.</param>
public sealed record RetentionView(
    int? EvidenceKeptDays, long RemovedEnd, long Removable, DateTimeOffset? HeldSince, IReadOnlyList<LogSegmentView> Segments,
    IReadOnlyList<EvidenceRemovalView> Removals);

/// <summary>A segment of the log, which goes as a whole.</summary>
/// <param name="FirstIndex">Index of its first entry.</param>
/// <param name="EndIndex">Index after its last one.</param>
/// <param name="NewestAt">When its last entry came about.</param>
/// <param name="DueAt">When it may go by its age; null where evidence is kept for ever.</param>
/// <param name="Removable">Whether it would go now.</param>
public sealed record LogSegmentView(long FirstIndex, long EndIndex, DateTimeOffset NewestAt, DateTimeOffset? DueAt, bool Removable);

/// <summary>A removal of bytes of evidence.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Reason">Whether by retention or by erasure.</param>
/// <param name="FirstIndex">Index of the first entry without bytes.</param>
/// <param name="EndIndex">Index after the last one.</param>
/// <param name="KeptDays">Days that the policy kept entries for; null where it is an erasure.</param>
/// <param name="DecidedAt">When it was decided.</param>
/// <param name="ToldBy">The evidence entry that says so.</param>
/// <param name="DoneAt">When the last of the bytes went; null while there are some.</param>
public sealed record EvidenceRemovalView(
    EvidenceRemovalId Id, RemovalReason Reason, long FirstIndex, long EndIndex, int? KeptDays, DateTimeOffset DecidedAt, EvidenceId ToldBy,
    DateTimeOffset? DoneAt)
{
    internal static EvidenceRemovalView Of(EvidenceRemoval removal) => new(
        removal.Id, removal.Reason, removal.FirstIndex, removal.EndIndex, removal.KeptDays, removal.DecidedAt, removal.ToldBy, removal.DoneAt);
}

internal sealed class GetRetentionHandler(ICavraDbContext db, RetentionReader retention, TimeProvider clock)
    : IRequestHandler<GetRetention, Result<RetentionView>>
{
    private const int MostRemovals = 20;

    public async Task<Result<RetentionView>> Handle(GetRetention query, CancellationToken cancellationToken)
    {
        var standing = await retention.ReadAsync(cancellationToken);
        var due = standing.Due(clock.GetUtcNow());
        var removals = await db.EvidenceRemovals.AsNoTracking().OrderByDescending(removal => removal.Id).Take(MostRemovals).ToListAsync(cancellationToken);
        return new RetentionView(
            standing.KeptDays, standing.RemovedEnd, due.Sum(segment => segment.EndIndex - segment.FirstIndex), standing.OldestOpen,
            [
                .. standing.Segments.Select(segment => new LogSegmentView(
                    segment.FirstIndex, segment.EndIndex, segment.NewestAt, segment.DueAt(standing.KeptDays), due.Contains(segment))),
            ],
            removals.ConvertAll(EvidenceRemovalView.Of));
    }
}
