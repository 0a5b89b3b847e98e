using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Domain.Evidence.Log;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Evidence.Log;

/// <summary>An adoption of the workspace's log.</summary>
/// <param name="AdoptionId">Id of the adoption.</param>
/// <param name="State">Where it stands, with time counted.</param>
/// <param name="TreeSize">Entries of the tree that is adopted.</param>
/// <param name="RootHash">Its root, in base64.</param>
/// <param name="Reason">Why it was asked for.</param>
/// <param name="AskedBy">Who asked, by the credential's name.</param>
/// <param name="AskedAt">When.</param>
/// <param name="ExpiresAt">The first instant at which it can't be confirmed any more.</param>
/// <param name="ConfirmedBy">Who confirmed it, by the credential's name; null while nobody has.</param>
/// <param name="ConfirmedAt">When; null while nobody has.</param>
public sealed record LogAdoptionView(
    LogAdoptionId AdoptionId, LogAdoptionState State, long TreeSize, string RootHash, string Reason, string AskedBy, DateTimeOffset AskedAt,
    DateTimeOffset ExpiresAt, string? ConfirmedBy, DateTimeOffset? ConfirmedAt)
{
    internal static LogAdoptionView Of(LogAdoption adoption, DateTimeOffset now) => new(
        adoption.Id, adoption.StateAt(now), adoption.TreeSize, Convert.ToBase64String(adoption.RootHash), adoption.Reason,
        adoption.AskedBy.Display, adoption.AskedAt, adoption.ExpiresAt, adoption.ConfirmedBy?.Display, adoption.ConfirmedAt);
}

/// <summary>What asking for an adoption of the log, or confirming one, is answered with.</summary>
/// <param name="Adoption">The adoption as it is now.</param>
/// <param name="Metadata">Public view of the evidence entry that proves it; the log takes it in once it goes on.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
public sealed record LogAdoptionAnswer(LogAdoptionView Adoption, MetadataItem Metadata, ActorView Actor);

/// <summary>The workspace's log as whoever adopts it finds it.</summary>
internal static class AdoptableLog
{
    /// <summary>
    /// The log's tree, and what its newest checkpoint says of it: null unless both are of one size. Whether that checkpoint can be believed
    /// is for the worker to tell, which has the keys.
    /// </summary>
    public static async Task<(LogTree? Log, TreeState? Stored)> ReadAsync(ICavraDbContext db, CancellationToken cancellationToken)
    {
        var log = await db.LogTrees.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        var newest = await db.LogCheckpoints.NewestAsync(cancellationToken);
        return (log, newest is null && log?.Size is 0 ? TreeState.Empty : Said(newest) is { } said && said.Size == log?.Size ? said : null);
    }

    private static TreeState? Said(StoredCheckpoint? stored) =>
        stored is not null && SignedNote.TryParse(stored.Note, out var note) && Checkpoint.TryParse(note.Text, out var checkpoint)
            ? new TreeState(checkpoint.Size, checkpoint.Root)
            : null;
}
