using Cavra.Domain.AuditDeliveries;
using Cavra.Domain.AuditPackages;
using Cavra.Domain.Connectors;
using Cavra.Domain.Loops;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Ports;

public partial interface ICavraDbContext
{
    DbSet<AuditPackage> AuditPackages { get; }

    DbSet<AuditDelivery> AuditDeliveries { get; }

    DbSet<DeliveryEvent> DeliveryEvents { get; }

    DbSet<Destination> Destinations { get; }

    DbSet<Attempt> Attempts { get; }

    DbSet<ConnectorState> ConnectorStates { get; }

    DbSet<ConnectorTest> ConnectorTests { get; }

    DbSet<GatePassed> GatesPassed { get; }
}
