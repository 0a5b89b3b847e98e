using System.Text.Json.Nodes;
using Cavra.Testing;
using static Cavra.Api.Tests.Notifications.NotificationScene;

namespace Cavra.Api.Tests.Notifications;

public sealed class NotificationReadTests
{
    private const string PlanKind = "go-backend-rollback-drill-notification-plan";

    private const string AcknowledgementKind = "go-backend-rollback-drill-notification-ack";

    private NotificationScene _scene = null!;

    /// <summary>One scene for all: these tests only read.</summary>
    [OneTimeSetUp]
    public async Task StartScene()
    {
        _scene = await StartAsync();
        await _scene.GivenANotifiedScheduleAsync("nightly");
        (await _scene.AcknowledgeAsync("nightly", new { provider = "webhook" })).Ok();
        _scene.Siem.Answers(503);
        await _scene.GivenANotifiedScheduleAsync("weekly");
        (await _scene.AcknowledgeAsync("weekly", new { provider = "webhook", acknowledgement_state = "escalated" })).Ok();
        var window = """[{"window_id": "freeze", "start_at": "2026-11-01T00:00:00Z", "end_at": "2026-11-30T00:00:00Z", "owners": ["platform-oncall"]}]""";
        await _scene.App.GivenAScheduleAsync("frozen", GivenDrills.AScheduleBody().With("maintenance_windows", JsonNode.Parse(window)));
        await _scene.NotifyAsync("frozen");
    }

    [OneTimeTearDown]
    public async Task StopScene() => await _scene.DisposeAsync();

    [Test]
    public async Task The_history_shows_every_record_newest_first_and_neither_attempts_nor_keys()
    {
        var history = await ItemsAsync("?limit=200");

        var instants = history.Select(item => item.Text("created_at")).ToList();
        Assert.That(instants, Is.EqualTo(instants.OrderDescending(StringComparer.Ordinal)));
        Assert.That(
            history.CountBy(item => item.Text("metadata_kind")).ToDictionary(),
            Is.EqualTo(new Dictionary<string, int>
            {
                ["go-backend-rollback-drill-schedule"] = 3,
                [PlanKind] = 3,
                ["release-connector-delivery"] = 3,
                [AcknowledgementKind] = 2,
            }));
    }

    [TestCase("schedule_id=weekly", 4)]
    [TestCase("metadata_kind=" + PlanKind, 3)]
    [TestCase("acknowledgement_state=escalated", 1)]
    [TestCase("connector_delivery_source=go_backend_rollback_drill_notification", 8)]
    [TestCase("connector_delivery_source=go_backend_rollback_drill_notification&delivery_success=false", 1)]
    [TestCase("connector_delivery_source=go_backend_rollback_drill_acknowledgement_audit", 0)]
    [TestCase("delivery_success=true", 2)]
    [TestCase("alert_level=critical", 3)]
    [TestCase("alert_level=critical&provider=siem-webhook", 3)]
    [TestCase("actor=administrator", 11)]
    [TestCase("actor=dana", 0)]
    [TestCase("audit_id=gordackaudit-1", 0)]
    [TestCase("cadence=on_demand", 0)]
    [TestCase("since=2026-11-02T09:00:00Z", 11)]
    [TestCase("until=2026-11-02T09:00:00Z", 1)]
    [TestCase("since=2026-11-02T09:00:02.5Z&until=2026-11-02T09:00:02.9Z", 0)]
    public async Task Each_filter_selects_its_records(string filter, int expected) =>
        Assert.That(await ItemsAsync($"?{filter}"), Has.Count.EqualTo(expected));

    [Test]
    public async Task A_provider_is_a_connector_or_what_connectors_speak()
    {
        var connector = await ItemsAsync("?provider=siem-webhook&metadata_kind=release-connector-delivery");
        var provider = await ItemsAsync("?provider=webhook&metadata_kind=release-connector-delivery");

        Assert.That((connector.Count, provider.Count), Is.EqualTo((2, 3)));
    }

    [TestCase("connector_delivery_source=mail", "/connector_delivery_source")]
    [TestCase("alert_level=red", "/alert_level")]
    [TestCase("delivery_success=yes", "/delivery_success")]
    [TestCase("since=2026-11-02", "/since")]
    [TestCase("since=2026-11-03T00:00:00Z&until=2026-11-02T00:00:00Z", "/until")]
    [TestCase("limit=201", "/limit")]
    [TestCase("cursor=xyz", "/cursor")]
    [TestCase("since_index=1", "/since_index")]
    public async Task A_malformed_filter_names_the_parameter(string filter, string place) =>
        (await _scene.Client.GetJsonAsync($"{Root}?{filter}")).InvalidAt(place);

    [Test]
    public async Task Pages_follow_each_other_without_a_gap_with_and_without_a_filter()
    {
        Assert.That(await PagedAsync("?limit=3"), Is.EqualTo(Ids(await ItemsAsync("?limit=200"))));
        Assert.That(await PagedAsync("?limit=2&provider=webhook"), Is.EqualTo(Ids(await ItemsAsync("?limit=200&provider=webhook"))));
    }

    [Test]
    public async Task The_evidence_lists_attempts_and_refusals_too_and_shows_each_entry()
    {
        var all = (await _scene.Client.GetJsonAsync("/evidence/entries?limit=200")).Ok().At("items").AsArray();
        var attempts = (await _scene.Client.GetJsonAsync("/evidence/entries?metadata_kind=release-connector-attempt")).Ok();
        var begun = (await _scene.Client.GetJsonAsync("/evidence/entries?action=begin%20notification%20delivery&outcome=done")).Ok();
        var one = (await _scene.Client.GetJsonAsync($"/evidence/entries/{all[0]!.Text("evidence_id")}")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(attempts.Number("total"), Is.EqualTo(5));
            Assert.That(begun.Number("total"), Is.EqualTo(3));
            Assert.That(one.ToJsonString(), Is.EqualTo(all[0]!.ToJsonString()));
            Assert.That(one.Text("digest"), Is.EqualTo(Cavra.Domain.Evidence.ContentDigest.Of(one.At("document"))));
        });
        (await _scene.Client.GetJsonAsync("/evidence/entries/evidence-1")).Problem(404, "evidence.not_found");
    }

    [Test]
    public async Task Routes_are_listed_as_they_stand()
    {
        var settled = (await _scene.Client.GetJsonAsync($"{Root}/routes?schedule_id=nightly&owner=release-governance")).Ok();
        var suppressed = (await _scene.Client.GetJsonAsync($"{Root}/routes?action=suppress")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(settled.Number("total"), Is.EqualTo(1));
            Assert.That(settled.Text("items.0.acknowledgement_state"), Is.EqualTo("acknowledged"));
            Assert.That(settled.Number("items.0.acknowledgement_minutes"), Is.EqualTo(30));
            Assert.That(suppressed.Number("total"), Is.EqualTo(1));
            Assert.That(suppressed.Text("items.0.category"), Is.EqualTo("maintenance_window"));
            Assert.That(suppressed.Text("items.0.maintenance_window.window_id"), Is.EqualTo("freeze"));
        });
        (await _scene.Client.GetJsonAsync($"{Root}/routes?category=weather")).InvalidAt("/category");
        Assert.That((await _scene.Client.GetJsonAsync($"{Root}/routes?provider=webhook")).Ok().Number("total"), Is.EqualTo(6));
    }

    [TestCase("?outstanding=true", "frozen release-governance, nightly platform-oncall, weekly platform-oncall, weekly release-governance")]
    [TestCase("?outstanding=false", "frozen platform-oncall, nightly release-governance")]
    [TestCase("?outstanding=true&owner=release-governance&schedule_id=nightly", "")]
    public async Task Routes_are_listed_that_await_an_answer_or_do_not(string query, string expected)
    {
        var routes = (await ItemsAsync($"/routes{query}")).Select(route => $"{route.Text("schedule_id")} {route.Text("owner")}");

        // Routes of one plan are of one instant, and have no order among each other.
        Assert.That(string.Join(", ", routes.Order(StringComparer.Ordinal)), Is.EqualTo(expected));
    }

    [Test]
    public async Task Suppressions_are_counted_by_reason_owner_and_provider()
    {
        var trend = (await _scene.Client.GetJsonAsync($"{Root}/suppression-trends")).Ok();
        var later = (await _scene.Client.GetJsonAsync($"{Root}/suppression-trends?since=2026-11-03T00:00:00Z")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(trend.Number("trend.suppression_event_count"), Is.EqualTo(1));
            Assert.That(trend.Number("trend.category_counts.maintenance_window"), Is.EqualTo(1));
            Assert.That(trend.Number("trend.owner_counts.platform-oncall"), Is.EqualTo(1));
            Assert.That(trend.Number("trend.provider_counts.siem-webhook"), Is.EqualTo(1));
            Assert.That(trend.Number("trend.maintenance_suppressed_count"), Is.EqualTo(1));
            Assert.That(trend.Text("trend.latest_events.0.schedule_id"), Is.EqualTo("frozen"));
            Assert.That(later.Number("trend.suppression_event_count"), Is.Zero);
        });
    }

    [Test]
    public async Task The_dashboard_counts_what_happened_and_what_is_open()
    {
        var board = (await _scene.Client.GetJsonAsync($"{Root}/dashboard")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(board.Text("alert_level"), Is.EqualTo("warning"));
            Assert.That(board.Number("plan_count"), Is.EqualTo(3));
            Assert.That(board.Number("delivery_count"), Is.EqualTo(3));
            Assert.That(board.Number("notification_delivery_count"), Is.EqualTo(3));
            Assert.That(board.Number("failed_delivery_count"), Is.EqualTo(1));
            Assert.That(board.Number("acknowledgement_count"), Is.EqualTo(2));
            Assert.That(board.Number("outstanding_acknowledgement_count"), Is.EqualTo(4));
            Assert.That(board.Text("outstanding_acknowledgements.0.schedule_id"), Is.EqualTo("nightly"));
            Assert.That(board.At("latest").AsArray(), Has.Count.EqualTo(10));
            Assert.That(board.Number("acknowledgement_audit_delivery_count"), Is.Zero);
            Assert.That(board["acknowledgement_audit_delivery_success_rate"], Is.Null);
            Assert.That(board.Text("acknowledgement_audit_delivery_health"), Is.EqualTo("warning"));
            Assert.That(board.Number("acknowledgement_audit_delivery_connector_recovery_playbook_count"), Is.Zero);
        });
    }

    [Test]
    public async Task Only_those_who_may_read_records_read_them()
    {
        using var ci = await _scene.App.ClientWithAsync("ci");

        foreach (var path in new[] { Root, $"{Root}/dashboard", $"{Root}/routes", $"{Root}/suppression-trends", "/evidence/entries" })
        {
            (await ci.GetJsonAsync(path)).Problem(403, "access.forbidden");
        }
    }

    private async Task<IReadOnlyList<JsonNode>> ItemsAsync(string query) =>
        [.. (await _scene.Client.GetJsonAsync(Root + query)).Ok().At("items").AsArray().Select(item => item!)];

    private async Task<IReadOnlyList<string>> PagedAsync(string query)
    {
        var (ids, cursor) = (new List<string>(), "");
        while (true)
        {
            var page = (await _scene.Client.GetJsonAsync(Root + query + cursor)).Ok();
            ids.AddRange(Ids([.. page.At("items").AsArray().Select(item => item!)]));
            if (page["next_cursor"] is null)
            {
                return ids;
            }

            cursor = $"&cursor={page.Text("next_cursor")}";
        }
    }

    private static IReadOnlyList<string> Ids(IReadOnlyList<JsonNode> items) => [.. items.Select(item => item.Text("evidence_id"))];
}
