using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Connectors;
using Cavra.Domain.Loops;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Infrastructure.Persistence;

internal sealed partial class CavraDbContext
{
    public DbSet<AuditPackage> AuditPackages => Set<AuditPackage>();

    public DbSet<AuditDelivery> AuditDeliveries => Set<AuditDelivery>();

    public DbSet<DeliveryEvent> DeliveryEvents => Set<DeliveryEvent>();

    public DbSet<Destination> Destinations => Set<Destination>();

    public DbSet<Attempt> Attempts => Set<Attempt>();

    public DbSet<ConnectorState> ConnectorStates => Set<ConnectorState>();

    public DbSet<ConnectorTest> ConnectorTests => Set<ConnectorTest>();

    public DbSet<GatePassed> GatesPassed => Set<GatePassed>();
}
