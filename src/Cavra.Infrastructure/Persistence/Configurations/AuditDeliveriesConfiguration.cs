using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Connectors;
using Cavra.Domain.Loops;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cavra.Infrastructure.Persistence.Configurations;

internal sealed class AuditPackageConfiguration : IEntityTypeConfiguration<AuditPackage>
{
    public void Configure(EntityTypeBuilder<AuditPackage> builder)
    {
        builder.HasKey(package => new { package.WorkspaceId, package.Id });
        builder.Property(package => package.GeneratedBy).IsJson();
        builder.Property(package => package.Filter).IsJson();
        builder.Property(package => package.Routes).IsJson();
    }
}

internal sealed class AuditDeliveryConfiguration : IEntityTypeConfiguration<AuditDelivery>
{
    public void Configure(EntityTypeBuilder<AuditDelivery> builder)
    {
        builder.HasKey(delivery => new { delivery.WorkspaceId, delivery.Id });
        builder.Property(delivery => delivery.GeneratedBy).IsJson();
    }
}

internal sealed class DeliveryEventConfiguration : IEntityTypeConfiguration<DeliveryEvent>
{
    public void Configure(EntityTypeBuilder<DeliveryEvent> builder)
    {
        builder.HasKey(what => new { what.WorkspaceId, what.Id });
        builder.Property(what => what.Links).IsJson();
    }
}

internal sealed class DestinationConfiguration : IEntityTypeConfiguration<Destination>
{
    public void Configure(EntityTypeBuilder<Destination> builder)
    {
        builder.HasKey(destination => new { destination.WorkspaceId, destination.Id });
        builder.Ignore(destination => destination.Passed);
        builder.Ignore(destination => destination.Acceptors);
        builder.Property(destination => destination.LeaseHolder).IsJson();
        builder.Property(destination => destination.Review).IsJson();
        builder.Property(destination => destination.ClosedBy).IsJson();

        // Of two who decide about a destination at once, or of a worker and a person, the second is refused.
        builder.Property<uint>("Version").IsRowVersion();

        // What is open, what is due, and what may have been left behind: each small, whatever ever happened. What is being sent
        // counts as open, for its lease may have run out with nobody there to say so.
        builder.HasIndex(destination => new { destination.WorkspaceId, destination.Source, destination.OpenSince, destination.Id })
            .HasFilter("state in ('failed', 'held', 'sending')").HasDatabaseName("ix_destinations_open");
        builder.HasIndex(destination => new { destination.WorkspaceId, destination.Source, destination.Id })
            .HasFilter("open_since is not null and state in ('delivered', 'closed')").HasDatabaseName("ix_destinations_ended_loops");
        builder.HasIndex(destination => new { destination.WorkspaceId, destination.Source, destination.OpenSince })
            .HasFilter("open_since is not null").HasDatabaseName("ix_destinations_opened");
        builder.HasIndex(destination => new
        {
            destination.WorkspaceId,
            destination.Connector,
            destination.NextAttemptAt,
            destination.CreatedAt,
            destination.Id,
        })
            .HasFilter("next_attempt_at is not null").HasDatabaseName("ix_destinations_due");
        builder.HasIndex(destination => new { destination.WorkspaceId, destination.Episode })
            .HasFilter("episode is not null").HasDatabaseName("ix_destinations_of_episodes");
        builder.HasIndex(destination => new { destination.WorkspaceId, destination.AskAgainAt })
            .HasFilter("ask_again_at is not null").HasDatabaseName("ix_destinations_unconfirmed");
        builder.HasIndex(destination => new { destination.WorkspaceId, destination.LeaseUntil })
            .HasFilter("state = 'sending'").HasDatabaseName("ix_destinations_leased");
        builder.HasIndex(destination => new { destination.WorkspaceId, destination.Connector })
            .HasFilter("state = 'held'").HasDatabaseName("ix_destinations_held");
        builder.HasIndex(destination => new { destination.WorkspaceId, destination.EventId });
        builder.HasIndex(destination => new { destination.WorkspaceId, destination.DeliveryId })
            .HasFilter("delivery_id is not null");
        builder.HasIndex(destination => new { destination.WorkspaceId, destination.AuditId }).HasFilter("audit_id is not null");
    }
}

internal sealed class AttemptConfiguration : IEntityTypeConfiguration<Attempt>
{
    public void Configure(EntityTypeBuilder<Attempt> builder)
    {
        builder.HasKey(attempt => new { attempt.WorkspaceId, attempt.Id });
        builder.Property(attempt => attempt.Worker).IsJson();
        builder.Property(attempt => attempt.Request).IsJson();
        builder.HasIndex(attempt => new { attempt.WorkspaceId, attempt.DestinationId, attempt.Id });
        builder.HasIndex(attempt => new { attempt.WorkspaceId, attempt.Connector, attempt.Id });
    }
}

internal sealed class ConnectorStateConfiguration : IEntityTypeConfiguration<ConnectorState>
{
    public void Configure(EntityTypeBuilder<ConnectorState> builder)
    {
        builder.HasKey(state => new { state.WorkspaceId, state.Name });
        builder.Property(state => state.Pause).IsJson();
        builder.Property(state => state.Breaker).IsJson();
        builder.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class ConnectorTestConfiguration : IEntityTypeConfiguration<ConnectorTest>
{
    public void Configure(EntityTypeBuilder<ConnectorTest> builder)
    {
        builder.HasKey(test => new { test.WorkspaceId, test.Id });
        builder.Property(test => test.Report).IsJson();
        builder.Property<uint>("Version").IsRowVersion();
        builder.HasIndex(test => new { test.WorkspaceId, test.Connector, test.Id });
    }
}

internal sealed class GatePassedConfiguration : IEntityTypeConfiguration<GatePassed>
{
    public void Configure(EntityTypeBuilder<GatePassed> builder)
    {
        builder.ToTable("gates_passed");
        builder.HasKey(gate => new { gate.WorkspaceId, gate.DestinationId, gate.Gate, gate.EvidenceId });
        builder.HasIndex(gate => new { gate.WorkspaceId, gate.Gate, gate.PassedAt });
    }
}
