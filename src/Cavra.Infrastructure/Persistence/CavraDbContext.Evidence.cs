using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;
using Cavra.Infrastructure.Evidence;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Infrastructure.Persistence;

internal sealed partial class CavraDbContext
{
    public DbSet<EvidenceTerm> EvidenceTerms => Set<EvidenceTerm>();

    public DbSet<EvidenceCount> Tallies => Set<EvidenceCount>();

    public DbSet<LoggedEntry> LoggedEntries => Set<LoggedEntry>();

    public DbSet<AwaitingEntry> AwaitingEntries => Set<AwaitingEntry>();

    public DbSet<StoredTile> LogTiles => Set<StoredTile>();

    public DbSet<StoredCheckpoint> LogCheckpoints => Set<StoredCheckpoint>();

    public DbSet<LogKey> LogKeys => Set<LogKey>();
}
