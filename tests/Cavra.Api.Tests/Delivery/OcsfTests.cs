using System.Text;
using System.Text.Json.Nodes;
using Cavra.Api.Tests.Delivery.Vendors;
using Cavra.Application.Ports;
using Cavra.Infrastructure.Delivery.Content;
using Cavra.Infrastructure.Delivery.Providers;
using Cavra.Testing;

namespace Cavra.Api.Tests.Delivery;

/// <summary>Events as findings of OCSF 1.8.</summary>
public sealed class OcsfTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, 250, TimeSpan.Zero);

    private static readonly Dictionary<int, string> SeverityCaptions = new() { [1] = "Informational", [3] = "Medium", [5] = "Critical" };

    private static readonly OutgoingEvent Escalation = SampleEvents.Package with
    {
        Type = "cavra.go_backend.rollback_drill.acknowledgement_audit_recovery_escalation",
        Subject = "gordre-1",
        Data = """{"alert_level":"warning","route_count":1,"routes":[{"connector":"hook","reason":"over_time","age_minutes":70}]}""",
    };

    private static readonly OutgoingEvent Notification = SampleEvents.Package with
    {
        Type = "cavra.go_backend.rollback_drill.notification",
        Data = """{"plan":{"plan_id":"p-1","schedule_id":"weekly","status":"overdue","alert_level":"warning"}}""",
    };

    private static IEnumerable<TestCaseData> Kinds =>
    [
        Kind("package", SampleEvents.Package, null, 200301, 1, 5),
        Kind("notification", Notification, null, 200301, 1, 3),
        Kind("test", SampleEvents.Test, null, 200301, 1, 1),
        Kind("escalation", Escalation, null, 200501, 1, 3),
        Kind("first alert", SampleEvents.Firing, null, 200501, 1, 5),
        Kind("later alert", SampleEvents.StillFiring, "evt-h1", 200502, 2, 3),
        Kind("end", SampleEvents.Resolved, "evt-h1", 200503, 4, 1),
    ];

    [TestCaseSource(nameof(Kinds))]
    public void Every_event_has_what_its_class_requires(OutgoingEvent what, string? earlier, int type, int status, int severity)
    {
        var finding = Rendered(what, earlier);

        Assert.Multiple(() =>
        {
            Assert.That(Number(finding, "type_uid"), Is.EqualTo(type));
            Assert.That(Number(finding, "type_uid"), Is.EqualTo(Number(finding, "class_uid") * 100 + Number(finding, "activity_id")));
            Assert.That(Number(finding, "class_uid") / 1000, Is.EqualTo(Number(finding, "category_uid")));
            Assert.That((Number(finding, "status_id"), Number(finding, "severity_id")), Is.EqualTo((status, severity)));
            Assert.That(finding.Text("severity"), Is.EqualTo(SeverityCaptions[severity]));
            Assert.That(finding.Text("status"), Is.EqualTo(new Dictionary<int, string> { [1] = "New", [2] = "In Progress", [4] = "Resolved" }[status]));
            Assert.That(finding["time"]!.ToJsonString(), Is.EqualTo("1772452800250"), "milliseconds of the sending");
            Assert.That(finding.Text("metadata.version"), Is.EqualTo("1.8.0"));
            Assert.That((finding.Text("metadata.product.name"), finding.Text("metadata.product.vendor_name")), Is.EqualTo(("Cavra", "Cavra")));
            Assert.That((finding.Text("metadata.uid"), finding.Text("metadata.tenant_uid")), Is.EqualTo((what.Id, "default")));
            Assert.That(finding.Text("metadata.original_time"), Is.EqualTo("2026-03-02T11:00:00.000Z"));
            Assert.That(finding.Text("message"), Is.Not.Empty);
            Assert.That(JsonNode.DeepEquals(finding["unmapped"], JsonNode.Parse(what.Data)), "nothing of the event is lost");
            foreach (var former in new[] { "comment", "ticket", "resource", "job" })
            {
                Assert.That(finding.ContainsKey(former), Is.False, former);
            }
        });
        AssertOwnMembers(finding);
    }

    [Test]
    public void An_episode_is_one_finding_from_its_first_alert_to_its_end()
    {
        var uids = new[] { SampleEvents.Firing, SampleEvents.StillFiring, SampleEvents.Resolved }.Select(what => Rendered(what, "evt-h1"))
            .SelectMany(finding => new[] { finding.Text("finding_info_list.0.uid"), finding.Text("metadata.correlation_uid") });

        Assert.That(uids, Is.All.EqualTo("episode-1"));
    }

    [Test]
    public void A_package_is_known_by_its_audit_id_and_a_notification_names_its_schedule()
    {
        Assert.That(Rendered(SampleEvents.Package).Text("finding_info.uid"), Is.EqualTo("gordaa-1"));
        Assert.That(Rendered(Notification).Text("resources.0.uid"), Is.EqualTo("weekly"));
    }

    [TestCase("critical", 3, "Fail")]
    [TestCase("warning", 2, "Warning")]
    [TestCase("healthy", 1, "Pass")]
    public void The_state_of_a_control_has_its_caption(string level, int id, string caption)
    {
        var finding = Rendered(SampleEvents.Package with { Data = $$"""{"audit_id":"a","alert_level":"{{level}}"}""" });

        Assert.That((finding.Number("compliance.status_id"), finding.Text("compliance.status")), Is.EqualTo((id, caption)));
    }

    [Test]
    public void A_text_that_is_hard_to_write_and_a_culture_with_commas_change_nothing()
    {
        var what = SampleEvents.FiringWith(SampleEvents.Nasty);
        var bytes = Bytes(what);

        using var comma = new CommaCulture();
        Assert.That(Bytes(what), Is.EqualTo(bytes));
        Assert.That(Rendered(what).Text("finding_info_list.0.desc"), Is.EqualTo(SampleEvents.Nasty));
    }

    [Test]
    public async Task A_webhook_posts_what_is_rendered_and_signs_it()
    {
        await using var receiver = await FailingReceiver.StartAsync();
        using var rig = new DeliveryRig(
            $"connectors: {{hook: {{provider: webhook, format: ocsf, url: 'http://127.0.0.1:{receiver.Port}/', allow_networks: [127.0.0.0/8]}}}}");

        var report = await rig.SendAsync(new DeliveryRequest("default", "hook", SampleEvents.Firing, 0, TimeSpan.FromSeconds(10)));

        var request = receiver.Requests.Single();
        Assert.That(report.Reference, Is.EqualTo("evt-h1"), "by which a later alert knows that this one is there");
        Assert.That((request.Headers["content-type"], request.Headers["webhook-id"]), Is.EqualTo(("application/json; charset=utf-8", "evt-h1")));
        Assert.That(request.Body, Is.EqualTo(OcsfEvent.Render(Try(SampleEvents.Firing, null) with { Now = rig.Clock.GetUtcNow() })));
    }

    [Test]
    public void Another_format_is_refused() => Assert.That(
        ConnectorProblems.Of("webhook", "url: 'https://hook.test', format: cef"), Does.Contain("format must be one of: cloudevents, ocsf"));

    private static void AssertOwnMembers(JsonObject finding)
    {
        if (Number(finding, "class_uid") == 2005)
        {
            Assert.That(finding.Text("finding_info_list.0.uid"), Is.Not.Empty);
            Assert.That(finding.Text("assignee_group.name"), Is.Not.Empty, "one of assignee and assignee_group");
            return;
        }

        Assert.That(finding.Text("finding_info.uid"), Is.Not.Empty);
        Assert.That(finding.Text("compliance.control"), Is.Not.Empty);
        Assert.That(finding["compliance"]!["standards"]!.AsArray(), Is.Not.Empty);
    }

    private static TestCaseData Kind(string name, OutgoingEvent what, string? earlier, int type, int status, int severity) =>
        new TestCaseData(what, earlier, type, status, severity).SetArgDisplayNames(name);

    private static int Number(JsonObject finding, string member) => finding[member]!.GetValue<int>();

    private static DeliveryTry Try(OutgoingEvent what, string? earlier) => new("default", what, null!, Now) { EpisodeReference = earlier };

    private static byte[] Bytes(OutgoingEvent what) => OcsfEvent.Render(Try(what, null));

    private static JsonObject Rendered(OutgoingEvent what, string? earlier = null) =>
        JsonNode.Parse(Encoding.UTF8.GetString(OcsfEvent.Render(Try(what, earlier))))!.AsObject();
}
