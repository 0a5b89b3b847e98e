using Cavra.Domain.Evidence;
using Cavra.Infrastructure.Evidence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cavra.Infrastructure.Persistence.Configurations;

internal sealed class EvidenceEntryConfiguration : IEntityTypeConfiguration<EvidenceEntry>
{
    public void Configure(EntityTypeBuilder<EvidenceEntry> builder)
    {
        builder.ToTable("evidence_entries");
        builder.HasKey(entry => new { entry.WorkspaceId, entry.Id });
        builder.Property(entry => entry.Outcome).HasMaxLength(120);
        builder.Ignore(entry => entry.Document);
        builder.HasOne(entry => entry.Stored).WithOne().HasForeignKey<EntryDocument>(stored => new { stored.WorkspaceId, stored.EntryId })
            .OnDelete(DeleteBehavior.NoAction);
        builder.Navigation(entry => entry.Stored).AutoInclude();
        builder.ComplexProperty(entry => entry.Facets, facets =>
        {
            facets.Property(f => f.ResourceId).HasColumnName("resource_id");
            facets.Property(f => f.ScheduleId).HasColumnName("schedule_id");
            facets.Property(f => f.Providers).HasColumnName("providers");
            facets.Property(f => f.Chains).HasColumnName("chains");
            facets.Property(f => f.AcknowledgementState).HasColumnName("acknowledgement_state");
            facets.Property(f => f.DeliverySource).HasColumnName("delivery_source");
            facets.Property(f => f.DeliverySuccess).HasColumnName("delivery_success");
            facets.Property(f => f.AlertLevel).HasColumnName("alert_level");
            facets.Property(f => f.Suppressed).HasColumnName("suppressed");
            facets.Property(f => f.AuditId).HasColumnName("audit_id");
            facets.Property(f => f.DeliveryId).HasColumnName("delivery_id");
            facets.Property(f => f.RetryPlanId).HasColumnName("retry_plan_id");
            facets.Property(f => f.HealthId).HasColumnName("health_id");
            facets.Property(f => f.Cadence).HasColumnName("cadence");
            facets.Property(f => f.Audits).HasColumnName("audits").HasDefaultValueSql("'{}'");
        });
    }
}

internal sealed class EntryDocumentConfiguration : IEntityTypeConfiguration<EntryDocument>
{
    public void Configure(EntityTypeBuilder<EntryDocument> builder)
    {
        builder.ToTable("evidence_documents");
        builder.HasKey(stored => new { stored.WorkspaceId, stored.EntryId });
    }
}

internal sealed class EvidenceTermConfiguration : IEntityTypeConfiguration<EvidenceTerm>
{
    public void Configure(EntityTypeBuilder<EvidenceTerm> builder) =>
        builder.HasKey(term => new { term.WorkspaceId, term.Term, term.EntryId });
}

internal sealed class TallyConfiguration : IEntityTypeConfiguration<EvidenceCount>
{
    public void Configure(EntityTypeBuilder<EvidenceCount> builder) =>
        builder.HasKey(tally => new { tally.WorkspaceId, tally.Metric, tally.Slot });
}

internal sealed class IdempotencyRecordConfiguration : IEntityTypeConfiguration<IdempotencyRecord>
{
    public void Configure(EntityTypeBuilder<IdempotencyRecord> builder)
    {
        builder.HasKey(record => new { record.WorkspaceId, record.Credential, record.KeyDigest });
        builder.Property(record => record.ETag).HasColumnName("etag");
        builder.HasIndex(record => new { record.WorkspaceId, record.CreatedAt });
    }
}
