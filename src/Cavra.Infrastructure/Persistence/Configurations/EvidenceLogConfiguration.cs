using Cavra.Domain.Evidence.Log;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cavra.Infrastructure.Persistence.Configurations;

internal sealed class LogTreeConfiguration : IEntityTypeConfiguration<LogTree>
{
    public void Configure(EntityTypeBuilder<LogTree> builder)
    {
        builder.ToTable("log_trees");
        builder.HasKey(tree => tree.WorkspaceId);
    }
}

internal sealed class LoggedEntryConfiguration : IEntityTypeConfiguration<LoggedEntry>
{
    public void Configure(EntityTypeBuilder<LoggedEntry> builder)
    {
        builder.ToTable("log_entries");
        builder.HasKey(entry => new { entry.WorkspaceId, entry.Index });
        builder.HasIndex(entry => new { entry.WorkspaceId, entry.EntryId }).IsUnique();
    }
}

internal sealed class AwaitingEntryConfiguration : IEntityTypeConfiguration<AwaitingEntry>
{
    public void Configure(EntityTypeBuilder<AwaitingEntry> builder)
    {
        builder.ToTable("log_awaiting");
        builder.HasKey(entry => new { entry.WorkspaceId, entry.EntryId });
    }
}

internal sealed class StoredTileConfiguration : IEntityTypeConfiguration<StoredTile>
{
    public void Configure(EntityTypeBuilder<StoredTile> builder)
    {
        builder.ToTable("log_tiles");
        builder.HasKey(tile => new { tile.WorkspaceId, tile.Level, tile.Index });
    }
}

internal sealed class StoredCheckpointConfiguration : IEntityTypeConfiguration<StoredCheckpoint>
{
    public void Configure(EntityTypeBuilder<StoredCheckpoint> builder)
    {
        builder.ToTable("log_checkpoints");
        builder.HasKey(checkpoint => new { checkpoint.WorkspaceId, checkpoint.Size, checkpoint.Renewal });
    }
}

internal sealed class StoredCosignatureConfiguration : IEntityTypeConfiguration<StoredCosignature>
{
    public void Configure(EntityTypeBuilder<StoredCosignature> builder)
    {
        builder.ToTable("log_cosignatures");
        builder.HasKey(cosignature => new { cosignature.WorkspaceId, cosignature.Size, cosignature.Name });
    }
}

internal sealed class LogWitnessConfiguration : IEntityTypeConfiguration<LogWitness>
{
    public void Configure(EntityTypeBuilder<LogWitness> builder)
    {
        builder.ToTable("log_witnesses");
        builder.HasKey(witness => new { witness.WorkspaceId, witness.Name });
    }
}

internal sealed class LogAdoptionConfiguration : IEntityTypeConfiguration<LogAdoption>
{
    public void Configure(EntityTypeBuilder<LogAdoption> builder)
    {
        builder.ToTable("log_adoptions");
        builder.HasKey(adoption => new { adoption.WorkspaceId, adoption.Id });
        builder.Property(adoption => adoption.AskedBy).IsJson();
        builder.Property(adoption => adoption.ConfirmedBy).IsJson();

        // Of two people who confirm it at once, the second is refused.
        builder.Property<uint>("RowVersion").IsRowVersion();
    }
}

internal sealed class EvidenceRemovalConfiguration : IEntityTypeConfiguration<EvidenceRemoval>
{
    public void Configure(EntityTypeBuilder<EvidenceRemoval> builder)
    {
        builder.ToTable("evidence_removals");
        builder.HasKey(removal => new { removal.WorkspaceId, removal.Id });

        // Of two who let the same segments go at once, the second is refused.
        builder.HasIndex(removal => new { removal.WorkspaceId, removal.Reason, removal.EndIndex }).IsUnique();
        builder.HasIndex(removal => new { removal.WorkspaceId }).HasFilter("done_at IS NULL").HasDatabaseName("ix_evidence_removals_undone");
    }
}

internal sealed class EvidenceErasureConfiguration : IEntityTypeConfiguration<EvidenceErasure>
{
    public void Configure(EntityTypeBuilder<EvidenceErasure> builder)
    {
        builder.ToTable("evidence_erasures");
        builder.HasKey(erasure => new { erasure.WorkspaceId, erasure.Id });
        builder.HasIndex(erasure => new { erasure.WorkspaceId, erasure.EntryId });
        builder.Property(erasure => erasure.AskedBy).IsJson();
        builder.Property(erasure => erasure.ConfirmedBy).IsJson();

        // Of two people who confirm it at once, the second is refused.
        builder.Property<uint>("RowVersion").IsRowVersion();
    }
}

internal sealed class StoredTimestampConfiguration : IEntityTypeConfiguration<StoredTimestamp>
{
    public void Configure(EntityTypeBuilder<StoredTimestamp> builder)
    {
        builder.ToTable("log_timestamps");
        builder.HasKey(timestamp => new { timestamp.WorkspaceId, timestamp.Size });
        builder.Property(timestamp => timestamp.Authority).HasMaxLength(StoredTimestamp.LongestAuthority);
    }
}

internal sealed class TimestampStateConfiguration : IEntityTypeConfiguration<TimestampState>
{
    public void Configure(EntityTypeBuilder<TimestampState> builder)
    {
        builder.ToTable("log_timestamp_states");
        builder.HasKey(state => state.WorkspaceId);
    }
}

internal sealed class LogKeyConfiguration : IEntityTypeConfiguration<LogKey>
{
    public void Configure(EntityTypeBuilder<LogKey> builder)
    {
        builder.ToTable("log_keys");
        builder.HasKey(key => key.PublicKey);
    }
}
