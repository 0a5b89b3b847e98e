using System.Text.Json;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Testing;

namespace Cavra.Processes.Tests.RealPrograms;

/// <summary>Deliveries to programs that go by the machine's clock, and events for them.</summary>
internal static class RealDelivery
{
    public static OutgoingEvent Firing { get; } = FiringWith("The worker missed 3 runs.");

    public static OutgoingEvent Resolved { get; } = Health("evt-h2", "resolved", "healthy", null);

    /// <summary>Worker health of which a finding reads so.</summary>
    public static OutgoingEvent FiringWith(string finding) => Health("evt-h1", "firing", "critical", finding);

    /// <summary>A package of about so many bytes.</summary>
    public static OutgoingEvent PackageOf(int bytes) => DeliveryRig.Event with
    {
        Id = "evt-p",
        Type = "cavra.go_backend.rollback_drill.acknowledgement_audit_delivery",
        Subject = "gordaa-1",
        Data = $$"""{"audit_id":"gordaa-1","alert_level":"critical","outstanding_count":1,"note":"{{new string('x', bytes)}}"}""",
    };

    /// <param name="members">The connector's members in YAML flow form.</param>
    public static DeliveryRig To(string members)
    {
        var rig = new DeliveryRig(
            $"connectors: {{hook: {{{members}, allow_networks: [127.0.0.0/8, \"::1/128\"]}}}}", time: Patience.MachineTime);
        Assert.That(rig.Catalog.Problems, Is.Empty);
        return rig;
    }

    /// <summary>Delivers, and says how that ended: the failure's class, or else the outcome.</summary>
    public static async Task<string> DeliverAsync(this DeliveryRig rig, OutgoingEvent what)
    {
        var report = await rig.SendAsync(new DeliveryRequest("default", "hook", what, 0, Patience.Hang));
        return report.FailureClass is { } failure ? WireName.Of(failure) : WireName.Of(report.Outcome);
    }

    private static OutgoingEvent Health(string id, string status, string level, string? finding) => DeliveryRig.Event with
    {
        Id = id,
        Type = "cavra.go_backend.rollback_drill.acknowledgement_audit_worker_health_alert",
        Subject = "gordwh-1",
        Data = JsonSerializer.Serialize(new
        {
            status,
            alert_level = level,
            dedup = "episode-1",
            missed_run_count = 3,
            alerts = finding is null ? [] : new[] { new { message = finding } },
        }),
    };
}
