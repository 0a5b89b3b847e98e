using System.Net;
using Cavra.Application.Ports;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Connectors;
using Cavra.Infrastructure.Delivery;
using Cavra.Infrastructure.Delivery.Egress;
using Cavra.Infrastructure.Delivery.Providers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cavra.Testing;

/// <summary>A delivery engine on a connector file of the test's own, with a fake clock, where no other is given, and nothing else faked.</summary>
internal sealed class DeliveryRig : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("cavra-delivery-").FullName;
    private readonly DeliveryEngine _engine;

    public DeliveryRig(
        string connectors, IReadOnlyDictionary<string, string>? environment = null, HostResolver? resolver = null, TimeProvider? time = null)
    {
        FileName = Path.Combine(_directory, "connectors.yaml");
        Write(connectors);
        var redactor = new PlainRedactor();
        var file = new ConnectorFile(FileName, name => environment?.GetValueOrDefault(name), BuiltIn.Providers, redactor);
        Catalog = new ConnectorCatalog(file, time ?? Clock, NullLogger<ConnectorCatalog>.Instance);
        _engine = new DeliveryEngine(Catalog, new EgressGuard(resolver ?? Dns.GetHostAddressesAsync, Listeners), redactor, time ?? Clock);
    }

    public static OutgoingEvent Event { get; } = new(
        "evt-1", "cavra.go_backend.rollback_drill.notification", "gordn-1", "cavra.test.v1",
        new DateTimeOffset(2026, 3, 2, 11, 0, 0, TimeSpan.Zero), """{"answer":42}""");

    public WatchedClock Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));

    public OwnListeners Listeners { get; } = new();

    public ConnectorCatalog Catalog { get; }

    public string FileName { get; }

    public static DeliveryRig Towards(FailingReceiver receiver, string more = "") => new(
        $$"""
        connectors:
          hook:
            provider: webhook
            url: http://127.0.0.1:{{receiver.Port}}/cavra
            allow_networks: ["127.0.0.0/8"]
            {{more}}
        """);

    public void Write(string connectors) => File.WriteAllText(FileName, connectors);

    /// <summary>Writes a file next to the connector file and returns its path.</summary>
    public string WriteBeside(string name, string text)
    {
        var file = Path.Combine(_directory, name);
        File.WriteAllText(file, text);
        return file;
    }

    public Task<AttemptReport> SendAsync(
        int retries = 0, string connector = "hook", TimeSpan? patience = null, CancellationToken cancellationToken = default)
    {
        var shipment = new DeliveryRequest("default", connector, Event, retries, TimeSpan.FromSeconds(10));
        return _engine.SendAsync(shipment with { Patience = patience ?? shipment.Patience }, cancellationToken);
    }

    public Task<AttemptReport> SendAsync(DeliveryRequest deliveryRequest, CancellationToken cancellationToken = default) =>
        _engine.SendAsync(deliveryRequest, cancellationToken);

    public void Dispose()
    {
        _engine.Dispose();
        Catalog.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
