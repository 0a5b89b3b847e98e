using System.Security.Cryptography.X509Certificates;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.AuditDeliveries;
using Cavra.Infrastructure.Connectors;
using Cavra.Testing;

namespace Cavra.Api.Tests.Delivery.Streams;

/// <summary>A connector towards a receiver on loopback that does not speak HTTP.</summary>
internal static class StreamRig
{
    public static readonly TimeSpan TryTime = TimeSpan.FromSeconds(29);

    private static readonly Dictionary<string, string> Environment = new() { ["TOKEN"] = "canary-token-1" };

    /// <param name="members">The connector's members in YAML flow form.</param>
    /// <param name="authority">The only authority that it trusts.</param>
    public static DeliveryRig To(string members, X509Certificate2? authority = null)
    {
        var rig = new DeliveryRig("connectors: {}", Environment);
        rig.WriteBeside("ca.pem", authority?.ExportCertificatePem() ?? "");
        var trust = authority is null ? "" : ", ca_file: ca.pem";
        rig.Write($"connectors: {{hook: {{{members}, allow_networks: [127.0.0.0/8, \"::1/128\"]{trust}}}}}");
        rig.Clock.Advance(ConnectorCatalog.PollInterval);
        rig.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 2, 12, 0, 10, TimeSpan.Zero));
        Assert.That(rig.Catalog.Problems, Is.Empty);
        return rig;
    }

    public static Task<AttemptReport> SendAsync(this DeliveryRig rig, OutgoingEvent what, int number = 1, string? episode = null) =>
        rig.SendAsync(new DeliveryRequest("default", "hook", what, 0, TryTime) { Number = number, EpisodeReference = episode });

    public static string Described(this AttemptReport report) =>
        report.FailureClass is { } failure ? WireName.Of(failure) : WireName.Of(report.Outcome);
}
