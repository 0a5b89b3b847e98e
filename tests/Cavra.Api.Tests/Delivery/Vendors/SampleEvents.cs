using System.Text.Json;
using Cavra.Application.Ports;
using Cavra.Testing;

namespace Cavra.Api.Tests.Delivery.Vendors;

/// <summary>One event of each kind that vendors tell apart.</summary>
internal static class SampleEvents
{
    /// <summary>What breaks a form that is put together carelessly.</summary>
    public const string Nasty = "a \"quoted\" \\ <b>&amp;</b> first\r\nsecond\u2028third \U0001F9EF";

    /// <summary>Secrets in connectors of these tests hold this.</summary>
    public const string Canary = "canary";

    private static readonly DateTimeOffset At = new(2026, 3, 2, 11, 0, 0, TimeSpan.Zero);

    public static OutgoingEvent Package { get; } = Event(
        "evt-p", "acknowledgement_audit_delivery", "gordaa-1",
        """{"audit_id":"gordaa-1","alert_level":"critical","outstanding_count":1,"escalated_count":2,"share":0.5}""");

    public static OutgoingEvent Firing { get; } = Health("evt-h1", "firing", "critical", "The worker missed 3 runs.");

    public static OutgoingEvent StillFiring { get; } = Health("evt-h2", "firing", "warning", "The worker missed 4 runs.");

    public static OutgoingEvent Resolved { get; } = Health("evt-h3", "resolved", "healthy", null);

    public static OutgoingEvent Test { get; } = new(
        "evt-t", "cavra.connector.test", "ctest-1", "cavra.test.v1", At, """{"test_id":"ctest-1","connector":"hook"}""");

    /// <summary>A package of about so many bytes, with a text that is hard to write.</summary>
    public static OutgoingEvent PackageOf(int bytes) => Package with { Data = $$"""{"audit_id":"gordaa-1","note":"{{new string('x', bytes)}}"}""" };

    /// <summary>Worker health of which a finding reads so.</summary>
    public static OutgoingEvent FiringWith(string finding) => Health("evt-h1", "firing", "critical", finding);

    private static OutgoingEvent Health(string id, string status, string level, string? finding) => Event(
        id, "acknowledgement_audit_worker_health_alert", "gordwh-1",
        JsonSerializer.Serialize(new
        {
            status,
            alert_level = level,
            dedup = "episode-1",
            missed_run_count = 3,
            alerts = finding is null ? [] : new[] { new { message = finding } },
        }));

    private static OutgoingEvent Event(string id, string type, string subject, string data) =>
        DeliveryRig.Event with { Id = id, Type = $"cavra.go_backend.rollback_drill.{type}", Subject = subject, Time = At, Data = data };
}
