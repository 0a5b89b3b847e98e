using System.Text.Json.Nodes;
using Cavra.Api.Tests.Access;
using Cavra.Testing;

namespace Cavra.Api.Tests.AuditDeliveries;

/// <summary>
/// Delivery A goes to both connectors, and to <c>siem-webhook</c> in vain; ten minutes later B to <c>siem-webhook</c>, which refuses the
/// credential; ten minutes later C to <c>webhook</c>, which is paused.
/// </summary>
public sealed class DestinationsTests
{
    private AuditScene _scene = null!;
    private Dictionary<string, string> _deliveries = null!;
    private string _audit = null!;

    [OneTimeSetUp]
    public async Task StartScene()
    {
        _scene = await AuditScene.StartAsync();
        _scene.Siem.Answers(503, "Down for now.");
        var a = await DeliverAsync("all");
        _scene.Siem.Answers(401);
        var b = await DeliverAsync("siem-webhook");
        (await _scene.Client.PostJsonAsync("/connectors/webhook/pause", new { reason = "Maintenance." })).Ok();
        var c = await DeliverAsync("webhook");
        _audit = a.Text("audit_package.audit_id");
        _deliveries = new[] { ("A", a), ("B", b), ("C", c) }.ToDictionary(it => it.Item2.Text("delivery_plan.delivery_id"), it => it.Item1);
    }

    [OneTimeTearDown]
    public async Task StopScene() => await _scene.DisposeAsync();

    [TestCase("", "C webhook, B siem-webhook, A siem-webhook, A webhook")]
    [TestCase("?state=failed", "B siem-webhook, A siem-webhook")]
    [TestCase("?state=delivered", "A webhook")]
    [TestCase("?state=held", "C webhook")]
    [TestCase("?state=sending", "")]
    [TestCase("?connector=siem-webhook", "B siem-webhook, A siem-webhook")]
    [TestCase("?connector=siem-webhook&state=held", "")]
    [TestCase("?provider=siem-webhook", "B siem-webhook, A siem-webhook")]
    [TestCase("?provider=webhook", "C webhook, B siem-webhook, A siem-webhook, A webhook")]
    [TestCase("?audit_id={audit}", "A siem-webhook, A webhook")]
    [TestCase("?audit_id=gordackaudit-0", "")]
    [TestCase("?delivery_id={B}", "B siem-webhook")]
    [TestCase("?failure_class=authentication", "B siem-webhook")]
    [TestCase("?failure_class=server_error", "A siem-webhook")]
    [TestCase("?failure_class=timeout", "")]
    [TestCase("?since=2026-11-02T09:10:01Z", "C webhook, B siem-webhook")]
    [TestCase("?since=2026-11-02T09:10:01.000001Z", "C webhook")]
    [TestCase("?until=2026-11-02T09:10:01Z", "A siem-webhook, A webhook")]
    [TestCase("?since=2026-11-02T09:10:01Z&until=2026-11-02T09:10:02Z", "B siem-webhook")]
    public async Task A_filter_leaves_what_it_says_newest_first(string query, string destinations)
    {
        var filter = query.Replace("{audit}", _audit, StringComparison.Ordinal)
            .Replace("{B}", _deliveries.Single(delivery => delivery.Value == "B").Key, StringComparison.Ordinal);

        var list = await _scene.DestinationsAsync(filter);

        // Those of one delivery were made at one instant: their ids say nothing of an order.
        var named = list.Select(item => $"{_deliveries[item!.Text("delivery_id")]} {item!.Text("connector")}").ToList();
        Assert.That(string.Join(", ", named.OrderByDescending(name => name[0]).ThenBy(name => name)), Is.EqualTo(destinations));
        Assert.That(named.Select(name => name[0]), Is.Ordered.Descending);
    }

    [TestCase("?state=lost", "/state")]
    [TestCase("?failure_class=bad", "/failure_class")]
    [TestCase("?since=2026-11-02T09:10:01", "/since")]
    [TestCase("?dry_run=true", "/dry_run")]
    public async Task A_filter_that_is_none_is_named(string query, string member) =>
        (await _scene.Client.GetJsonAsync($"{AuditScene.Audit}/destinations{query}")).InvalidAt(member);

    [Test]
    public async Task Pages_follow_each_other_without_gap_or_repetition()
    {
        var all = (await _scene.DestinationsAsync()).Select(item => item!.Text("destination_id"));
        var (seen, cursor) = (new List<string>(), (string?)null);
        do
        {
            var page = (await _scene.Client.GetJsonAsync(
                $"{AuditScene.Audit}/destinations?limit=1{(cursor is null ? "" : $"&cursor={cursor}")}")).Ok();
            seen.Add(page.Text("items.0.destination_id"));
            cursor = (string?)page["next_cursor"];
            Assert.That(page.Number("total"), Is.EqualTo(4));
        }
        while (cursor is not null && seen.Count < 10);

        Assert.That(seen, Is.EqualTo(all));
    }

    [Test]
    public async Task A_destination_is_shown_with_its_attempt_and_its_open_loop()
    {
        var listed = (await _scene.DestinationsAsync("?failure_class=server_error")).Single()!;

        var shown = await ShowAsync(listed.Text("destination_id"));

        Assert.Multiple(() =>
        {
            Assert.That(JsonNode.DeepEquals(shown["destination"], listed), shown.ToJsonString());
            Assert.That(shown.At("attempts").AsArray(), Has.Count.EqualTo(1));
            Assert.That(JsonNode.DeepEquals(shown["attempts"]![0], listed["latest_attempt"]), shown.ToJsonString());
            Assert.That(
                (shown.Number("attempts.0.status_code"), shown.Text("attempts.0.failure_class"), shown.Text("attempts.0.answer_excerpt")),
                Is.EqualTo((503, "server_error", "Down for now.")));
            Assert.That(shown.Number("attempts_omitted_count"), Is.Zero);
            Assert.That((shown.Flag("loop.open"), shown.Text("loop.open_gate")), Is.EqualTo((true, "noticed")));
        });
    }

    [Test]
    public async Task What_was_delivered_at_once_has_no_loop()
    {
        var listed = (await _scene.DestinationsAsync("?state=delivered")).Single()!;

        var shown = await ShowAsync(listed.Text("destination_id"));

        Assert.That((shown.Text("attempts.0.outcome"), shown["loop"]), Is.EqualTo(("accepted", (JsonNode?)null)));
    }

    [Test]
    public async Task Nothing_else_is_a_destination()
    {
        var id = (await _scene.DestinationsAsync("?state=held")).Single()!.Text("destination_id");
        await _scene.GivenAnAnsweredNotificationAsync();
        var notification = await _scene.Database.ScalarAsync<Guid>("select id from destinations where delivery_id is null limit 1");
        using var stranger = await _scene.App.OpenWorkspaceAsync("other", RoleTable.Roles);

        Assert.That((await ShowAsync(id)).Text("destination.hold_reason"), Is.EqualTo("connector_paused"));
        (await stranger.GetJsonAsync(Path(id))).Problem(404, "destination.not_found");
        (await _scene.Client.GetJsonAsync(Path($"gordackdest-{notification:N}"))).Problem(404, "destination.not_found");
        (await _scene.Client.GetJsonAsync(Path("gordackdest-00000000000070008000000000000000"))).Problem(404, "destination.not_found");
        (await _scene.Client.GetJsonAsync(Path("siem-webhook"))).Problem(404, "destination.not_found");
    }

    [Test]
    public async Task Of_several_attempts_all_are_shown_newest_first()
    {
        await using var scene = await AuditScene.StartAsync();
        (await scene.Client.PostJsonAsync("/connectors/webhook/pause", new { reason = "Maintenance." })).Ok();
        await scene.DeliverAsync("webhook");
        (await scene.Client.PostJsonAsync("/connectors/webhook/resume")).Ok();
        scene.App.Clock.Advance(TimeSpan.FromMinutes(4));
        await scene.TakeTurnAsync();
        var id = (await scene.DestinationsAsync()).Single()!.Text("destination_id");

        var shown = (await scene.Client.GetJsonAsync(Path(id))).Ok();

        var recovered = shown.At("loop.gates").AsArray().Single(gate => gate!.Text("gate") == "recovered")!;
        Assert.Multiple(() =>
        {
            Assert.That(shown.At("attempts").AsArray().Select(attempt => attempt!.Text("outcome")), Is.EqualTo(new[] { "accepted", "held" }));
            Assert.That((string?)shown["attempts"]![1]!["hold_reason"], Is.EqualTo("connector_paused"));
            Assert.That(shown.Text("destination.latest_attempt.outcome"), Is.EqualTo("accepted"));
            Assert.That((shown.Text("loop.state"), shown.Flag("loop.open")), Is.EqualTo(("delivered", false)));
            Assert.That((recovered.Flag("passed"), recovered.Text("actor")), Is.EqualTo((true, "cavra-worker")));
        });
    }

    private async Task<JsonObject> DeliverAsync(string to)
    {
        var answer = await _scene.DeliverAsync(to);
        _scene.App.Clock.Advance(TimeSpan.FromMinutes(10));
        return answer;
    }

    private async Task<JsonObject> ShowAsync(string id) => (await _scene.Client.GetJsonAsync(Path(id))).Ok();

    private static string Path(string id) => $"{AuditScene.Audit}/destinations/{id}";
}
