using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Ports;

public partial interface ICavraDbContext
{
    /// <summary>To be read only: the database writes them.</summary>
    DbSet<EvidenceTerm> EvidenceTerms { get; }

    /// <summary>To be read only, as everything of the log: the sequencer writes it.</summary>
    DbSet<LoggedEntry> LoggedEntries { get; }

    DbSet<AwaitingEntry> AwaitingEntries { get; }

    DbSet<StoredTile> LogTiles { get; }

    DbSet<StoredCheckpoint> LogCheckpoints { get; }

    /// <summary>The keys of the whole installation: every workspace's log is signed with them.</summary>
    DbSet<LogKey> LogKeys { get; }
}
